// Ports on the loopback address, the only one that anything here listens on.

import { createServer } from 'node:net';
import { Refusal } from './install.mjs';

export const loopback = '127.0.0.1';

function listenOnce(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: loopback, exclusive: true }, () => {
      const taken = server.address().port;
      server.close(() => resolve(taken));
    });
  });
}

/** A port that nobody listens on just now. */
export function freePort() {
  return listenOnce(0);
}

/** The port that PORT names, else the given one. Refuses what is no port or is taken. */
export async function chosenPort(standard) {
  const text = process.env.PORT || String(standard);
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port >= 1 && port <= 65535)) {
    throw new Refusal(`PORT is "${text}", which is no port: set it to a number from 1 to 65535.`);
  }
  try {
    return await listenOnce(port);
  } catch (error) {
    if (error.code === 'EADDRINUSE') throw new Refusal(busy(port));
    if (error.code === 'EACCES') {
      throw new Refusal(`Port ${port} is not allowed here: set PORT to one from 1024 to 65535.`);
    }
    throw error;
  }
}

function busy(port) {
  const other = port < 65535 ? port + 1 : port - 1;
  return `Port ${port} is in use: stop what listens there, or choose another: PORT=${other} npm start`;
}
