/** Gateways of SAML, and which real server has its turn (rule R3, domain.md section 12). */
import type { Session } from '#model/decision/session.ts';
import type { ApiGateway, FortiosConfig, RealServer } from '#model/fortios/tables.ts';

/** Section 12: a gateway of `service samlsp` matches only its own SAML addresses. */
export function samlPaths(config: FortiosConfig, gateway: ApiGateway): readonly string[] {
  const server = config['user saml'].find(({ name }) => name === gateway['saml-server']);
  if (!server) return [];
  return [server['entity-id'], server['single-sign-on-url'], server['single-logout-url']].flatMap(
    (url) => {
      const match = /^https?:\/\/[^/]+(\/[^?#]*)/i.exec(url);
      return match ? [match[1] ?? ''] : [];
    },
  );
}

/** Section 12: `ldb-method` among the active ones; the first of `static` and `first-alive` [assumed]. */
export function serverInTurn(
  gateway: ApiGateway,
  usable: readonly RealServer[],
  { turn = 0, host }: Session,
): RealServer | undefined {
  switch (gateway['ldb-method']) {
    case 'static':
    case 'first-alive':
      return usable[0];
    case 'round-robin':
      return usable[turn % Math.max(1, usable.length)];
    case 'weighted': {
      const places = usable.flatMap((one) => Array.from({ length: one.weight }, () => one));
      return places[turn % Math.max(1, places.length)];
    }
    case 'http-host':
      return (
        usable.find(
          (one) => host !== null && one['http-host'].toLowerCase() === host.toLowerCase(),
        ) ?? usable[0]
      );
  }
}
