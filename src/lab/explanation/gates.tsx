import { paths } from '#api/paths.ts';
import type { Explanation, Station } from '#model/decision/explanation.ts';
import { isBroken } from '#model/ems/standing.ts';
import { sentenceStart } from '#model/text.ts';
import { linkClause, notPulledClause } from '#model/words/standing.ts';
import styles from './stations.module.css';
import { Stop } from './stop.tsx';

/** The FortiGate's connector to EMS: shown where it is what keeps the tags back. */
export function Connector({ explanation }: { readonly explanation: Explanation }) {
  const { shares, fortigate } = explanation;
  const { name, connector, serials } = fortigate;
  return (
    <Stop
      title={`EMS${connector} connector`}
      broke
      link={{ to: paths.fgt(name).fabricConnector(connector), label: `Open EMS${connector}` }}
    >
      <p className={styles['small']}>
        {isBroken(shares.link)
          ? sentenceStart(`${linkClause(shares.link, name)}.`)
          : `${notPulledClause(name)}.`}
      </p>
      {serials ? (
        <ul className={styles['list']}>
          <li className={styles['small']}>
            Connector <span className="mono">{serials.connector}</span>
          </li>
          <li className={styles['small']}>
            EMS <span className="mono">{serials.ems}</span>
          </li>
        </ul>
      ) : null}
    </Stop>
  );
}

/** The two gates before the tags count: shown where one of them ended the session. */
export function Gate({ explanation, station }: { explanation: Explanation; station: Station }) {
  const { certificate, route, endpoint, fortigate } = explanation;
  return station === 'certificate' ? (
    <Stop
      title="Certificate"
      broke
      link={
        endpoint ? { to: paths.ems.endpoint(endpoint.uid), label: `Open ${endpoint.host}` } : null
      }
    >
      <p>
        {certificate?.state === 'none'
          ? 'None presented'
          : certificate?.state === 'revoked'
            ? 'Revoked'
            : 'Different from the certificate in EMS'}
      </p>
      <p className={styles['small']}>
        {certificate?.state === 'none'
          ? `empty-cert-action is ${certificate.emptyCertAction}; the device is ${certificate.unmanageable ? 'unmanageable' : 'manageable or unknown'}.`
          : 'The FortiGate compares its serial number with the one in EMS.'}
      </p>
    </Stop>
  ) : (
    <Stop
      title="Route"
      broke
      link={{ to: paths.fgt(fortigate.name).ztnaServers(), label: 'Open ZTNA Servers' }}
    >
      <p>
        {route?.kind === 'no-real-server'
          ? route.asked === undefined
            ? `API gateway ${route.gateway} has no usable real server`
            : `API gateway ${route.gateway} forwards to no real server with ${route.asked}`
          : route?.kind === 'unresolved'
            ? `API gateway ${route.gateway} leads to ${route.name}, which does not resolve`
            : route?.kind === 'not-decided'
              ? `${route.object} is not decided here`
              : 'No API gateway matches path and host'}
      </p>
    </Stop>
  );
}
