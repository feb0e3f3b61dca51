import { LabMark, Card, PageHeader } from '#ui/page.tsx';
import styles from './about.module.css';

export function About() {
  return (
    <>
      <PageHeader crumb="Posture Lab" title="About" />
      <Card padded>
        <div className={styles['text']}>
          <p>
            Posture Lab is an independent project. It is not affiliated with, endorsed by or
            supported by Fortinet. Fortinet, FortiGate, FortiOS, FortiClient, FortiClient EMS,
            FortiGuard and FortiAnalyzer are trademarks of their owner and are used here only to
            name the products whose behaviour is imitated.
          </p>
          <p>
            Decisions follow public documents. Where no document was found, they follow a stated
            assumption. Try a change here first, and verify it on your own devices before you rely
            on it.
          </p>
          <p>
            What bears the mark <LabMark /> is the lab’s own: the products do not have it.
          </p>
          <p>
            Everything runs in this page. Nothing that you type leaves it: there is no server, no
            account and no measurement. The world is stored in this browser until you reset it.
          </p>
          <p>
            Posture Lab is open source under the MIT licence. The fonts Inter and JetBrains Mono are
            bundled under the SIL Open Font License 1.1.
          </p>
        </div>
      </Card>
    </>
  );
}
