/**
 * A world in a folder: a journal with a line a change, written through to the disk before the change is
 * answered. What a crash leaves of a line at the end is no change: it is cut off and kept beside.
 */
import { type FileHandle, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { z } from '#model/zod.ts';
import { memoryStore } from './world/storage/memory-storage.ts';
import type { KeptRow, WorldStorage, WorldWrite } from './world/storage/storage.ts';

const addressSchema = { table: z.string(), owner: z.string(), key: z.string() };
const valueSchema = z.object({ rank: z.number(), row: z.unknown() });
const changeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('commands'), commands: z.array(z.unknown()) }),
  z.object({ kind: z.literal('scenario'), id: z.string() }),
  z.object({ kind: z.literal('branch'), of: z.number() }),
  z.object({ kind: z.literal('time'), ms: z.number() }),
  z.object({ kind: z.enum(['undo', 'redo']), count: z.number() }),
]);
const entrySchema = z.union([
  z.object({
    write: z.object({
      expected: z.number().nullable(),
      revision: z.number(),
      rows: z.array(z.object({ ...addressSchema, value: valueSchema.nullable() })),
      line: z.object({
        change: changeSchema,
        at: z.number(),
        rows: z.array(z.object(addressSchema)).nullable(),
      }),
      archive: z.array(z.object({ key: z.number(), value: z.unknown() })),
    }),
  }),
  z.object({ aside: z.array(z.object({ ...addressSchema, value: valueSchema })) }),
]);
type Entry = { readonly write: WorldWrite } | { readonly aside: readonly KeptRow[] };

/** Journals that are shorter are not worth a new one. */
const usualLines = 2000;
const mostBytes = 64_000_000;

function lineOf(entry: Entry): string {
  const text = JSON.stringify(entry);
  return `${crc32(text).toString(16).padStart(8, '0')} ${text}\n`;
}

/** Null where the line is not whole. */
function entryOf(line: string): Entry | null {
  const text = line.slice(9);
  if (crc32(text).toString(16).padStart(8, '0') !== line.slice(0, 8)) return null;
  try {
    const read = entrySchema.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

interface Journal {
  readonly memory: ReturnType<typeof memoryStore>;
  readonly lines: number;
  /** Of what is whole. */
  readonly bytes: number;
  /** What stands after it. */
  readonly rest: string;
}

async function carryOut(memory: WorldStorage, entry: Entry): Promise<void> {
  if ('aside' in entry) await memory.setAside(entry.aside);
  else await memory.write(entry.write);
}

/** A journal is true up to its first line that is not whole: what comes later hangs on that one. */
async function replay(text: string): Promise<Journal> {
  const memory = memoryStore();
  let [at, lines] = [0, 0];
  for (;;) {
    const end = text.indexOf('\n', at);
    const entry = end === -1 ? null : entryOf(text.slice(at, end));
    if (!entry) break;
    await carryOut(memory.storage, entry);
    lines++;
    at = end + 1;
  }
  const bytes = Buffer.byteLength(text.slice(0, at));
  return { memory, lines, bytes, rest: text.slice(at) };
}

/** A journal that makes the same: the log as it was, and all rows with its last line. */
function shortest({ memory }: Journal): string {
  const { rows, lines, archive } = memory.kept();
  let expected: number | null = null;
  let text = '';
  lines.forEach(([revision, line], i) => {
    const isLast = i === lines.length - 1;
    const write: WorldWrite = {
      expected,
      revision,
      rows: isLast ? rows : [],
      line,
      archive: isLast ? archive.map(([key, value]) => ({ key, value })) : [],
    };
    text += lineOf({ write });
    expected = revision;
  });
  return text;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

/** The folder is another process's; in words, with what to do. */
export class FolderInUseError extends Error {}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** One process a folder: two would write into each other's journal. */
async function lock(path: string, folder: string): Promise<void> {
  for (let attempt = 1; ; attempt++)
    try {
      await writeFile(path, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      if (!isTaken || attempt > 2) throw error;
      const pid = Number(await readText(path));
      if (Number.isInteger(pid) && pid > 0 && pid !== process.pid && isAlive(pid))
        throw new FolderInUseError(
          `${folder} is used by process ${pid}. Stop that process, or choose another folder.`,
        );
      // Its process is gone.
      await rm(path, { force: true });
    }
}

async function writeThrough(path: string, text: string): Promise<void> {
  const file = await open(`${path}.new`, 'w');
  await file.writeFile(text);
  await file.sync();
  await file.close();
  await rename(`${path}.new`, path);
}

export interface FolderStorage {
  readonly storage: WorldStorage;
  /** What a person is told of the folder; null for nothing. */
  readonly notice: string | null;
  /** A text that the folder keeps, for its owner alone; made where it is not there yet. */
  readonly keptText: (name: string, make: () => Promise<string>) => Promise<string>;
  readonly close: () => Promise<void>;
}

/**
 * Opens the folder, or makes it. Throws a FolderInUseError where another process has it.
 * @param mostLines a journal of more is made short
 */
export async function fileStorage(folder: string, mostLines = usualLines): Promise<FolderStorage> {
  await mkdir(folder, { recursive: true });
  const [path, lockPath] = [join(folder, 'journal.jsonl'), join(folder, 'lock')];
  await lock(lockPath, folder);
  const journal = await replay(await readText(path));
  const memory = journal.memory.storage;
  let notice: string | null = null;
  if (journal.rest !== '') {
    const aside = join(folder, `unread-${Date.now()}.txt`);
    await writeFile(aside, journal.rest);
    notice = `The end of ${path} could not be read. It was moved to ${aside}, and the world stands as before it.`;
  }
  const stored = await memory.load();
  if (stored && (journal.lines > mostLines || journal.bytes > mostBytes || journal.rest !== ''))
    await writeThrough(path, shortest(journal));
  const file: FileHandle = await open(path, 'a');
  let bytes = (await file.stat()).size;
  const append = async (entry: Entry): Promise<void> => {
    const line = lineOf(entry);
    try {
      await file.writeFile(line);
      await file.datasync();
    } catch (error) {
      // Half a line would hide every later one.
      await file.truncate(bytes);
      throw error;
    }
    bytes += Buffer.byteLength(line);
  };
  // One after the other: what a change is held against must not change meanwhile.
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  };
  let revision = stored?.revision ?? null;
  return {
    notice,
    storage: {
      ...memory,
      write: (write) =>
        inTurn(async () => {
          if (write.expected !== revision) return false;
          await append({ write });
          ({ revision } = write);
          return memory.write(write);
        }),
      setAside: (aside) =>
        inTurn(async () => {
          await append({ aside });
          await memory.setAside(aside);
        }),
    },
    keptText: async (name, make) => {
      const kept = await readText(join(folder, name));
      if (kept !== '') return kept;
      const text = await make();
      await writeFile(join(folder, name), text, { mode: 0o600 });
      return text;
    },
    close: async () => {
      await queue;
      await file.close();
      await rm(lockPath, { force: true });
    },
  };
}
