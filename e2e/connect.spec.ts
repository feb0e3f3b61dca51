// Connect: any session, from wherever one comes to it.

import { expect, test } from './fixtures.ts';

/** A server whose TCP forwarding leads to a file server, for one group. */
const forwarding = `config firewall vip
edit ZTNA-tcp
set type access-proxy
set extip 203.0.113.12
set extintf any
set server-type https
set extport 8443
set ssl-certificate Fortinet_Factory
end
config firewall access-proxy
edit ZTNA-tcp
set vip ZTNA-tcp
config api-gateway
edit 1
set url-map /tcp
set service tcp-forwarding
config realservers
edit 1
set address Finance-Server
set mappedport 445
end
end
end
config firewall policy
edit 30
set srcintf any
set dstintf any
set action accept
set srcaddr all
set dstaddr ZTNA-tcp
set ztna-status enable
set service ALL
set schedule always
set groups Finance
end
config authentication scheme
edit Form
set method form
set user-database local-user-db
end
config authentication rule
edit Everyone
set active-auth-method Form
end
`;

test('a session to any address is checked, decided by a standard policy, explained and repaired', async ({
  page,
}) => {
  await page.goto('/fortigate/FGT-HQ/firewall-policy');
  await page.getByRole('button', { name: 'Actions of policy 5' }).click();
  await page.getByRole('menuitem', { name: 'Try a session' }).click();
  const form = page.getByRole('form', { name: 'Connection' });
  const address = form.getByLabel('Destination IP');
  await expect(address).toHaveValue('10.88.1.10');
  await expect(form.getByRole('combobox', { name: 'Endpoint', exact: true })).toHaveValue(
    'WIN11-ANN',
  );

  // A key goes where the caret is, however fast they follow each other.
  await address.press('Home');
  await address.pressSequentially('2001');
  await expect(address).toHaveValue('200110.88.1.10');

  // What is wrong is said at its field; the API refuses the same.
  await address.fill('10.88.1');
  await form.getByLabel('Port', { exact: true }).fill('0');
  const connect = form.getByRole('button', { name: 'Connect' });
  await connect.click();
  await expect(address).toBeFocused();
  await expect(address).toHaveAccessibleDescription(
    '10.88.1 is not an IPv4 address. Write it as 10.0.3.2.',
  );
  await expect(form.getByText('Enter a port from 1 to 65535.')).toBeVisible();
  await address.fill('10.88.1.20');
  await form.getByLabel('Port', { exact: true }).fill('22');
  await connect.click();
  const result = page.getByRole('region', { name: 'Result' });
  await expect(
    result.getByText('Allowed through to 10.88.1.20:22 by policy 5 LAN-to-servers.'),
  ).toBeVisible();
  await expect(result.getByRole('region', { name: /^Log record/ })).toContainText(
    'subtype="forward"',
  );

  await form.getByRole('combobox', { name: 'Endpoint', exact: true }).fill('WIN10-KIOSK');
  await page.getByRole('option', { name: /^WIN10-KIOSK/ }).click();
  await connect.click();
  await expect(result.getByText('Denied', { exact: true })).toBeVisible();
  await expect(result.getByText('Dropped by the implicit deny.')).toBeVisible();
  await result.getByRole('button', { name: /^Apply: Enable policy 9 / }).click();
  await expect(result.getByText('Allowed', { exact: true })).toBeVisible();
});

test('a ZTNA server and a log line lead to the session with its fields filled in', async ({
  page,
}) => {
  await page.goto('/fortigate/FGT-HQ/ztna/servers');
  await page.getByRole('button', { name: 'Actions of ZTNA-finance' }).click();
  await page.getByRole('menuitem', { name: 'Try a session' }).click();
  const destination = page.getByRole('combobox', { name: 'Destination', exact: true });
  await expect(destination).toHaveValue('ZTNA-finance 203.0.113.11:443');

  // The address of a server by itself is the server.
  await page.goto('/lab/connect?to=address&dstip=203.0.113.10&dstport=9443&protocol=6&now=1');
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result.getByText('https://203.0.113.10:9443/')).toBeVisible();
  await result.getByRole('link', { name: 'Open ZTNA Traffic' }).click();
  const table = page.getByRole('table', { name: 'ZTNA Traffic' });
  await table.getByRole('row').nth(1).getByRole('button').first().click();
  await page.getByRole('link', { name: 'Try this session' }).click();
  await expect(destination).toHaveValue('ZTNA-webserver 203.0.113.10:9443');
});

test('TCP forwarding asks for an address and a port, and a log-in is a step of its own @long', async ({
  page,
}) => {
  await page.goto('/fortigate/FGT-HQ/cli');
  const prompt = page.getByRole('textbox', { name: 'FGT-HQ #', exact: true });
  await expect(prompt).toBeFocused();
  await prompt.evaluate((input, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, forwarding);
  await expect(page.getByRole('log', { name: 'Output' })).toContainText(
    "new entry 'Everyone' added",
  );
  await expect(prompt).toBeVisible();
  await page.goto('/lab/connect?fortigate=FGT-HQ&server=ZTNA-tcp');
  const form = page.getByRole('form', { name: 'Connection' });
  await expect(form.getByLabel('Address to forward to')).toHaveValue('10.88.1.20');
  await form.getByText('More: interfaces').click();
  await form.getByLabel('If asked to log in').selectOption('The log-in succeeds');
  await form.getByRole('button', { name: 'Connect' }).click();
  const result = page.getByRole('region', { name: 'Result' });
  const steps = result.getByRole('list', { name: 'Path to the decision' });
  await expect(steps.getByText('ann.berg logged in.')).toBeVisible();
  await expect(
    result.getByText(/connection to 10.88.1.20:445 opens through ZTNA-tcp/),
  ).toBeVisible();

  await form.getByLabel('Port to forward to').fill('446');
  await form.getByRole('button', { name: 'Connect' }).click();
  await expect(steps.getByText(/forwards to no real server with 10.88.1.20:446/)).toBeVisible();
});
