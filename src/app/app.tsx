import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { RouterProvider } from 'react-router/dom';
import { ConfirmProvider } from '#ui/panel/confirm.tsx';
import { FullNames } from '#ui/table/full-names.tsx';
import { ErrorState } from '#ui/states.tsx';
import { ToastProvider } from '#ui/toast.tsx';
import { queryClient } from './query-client.ts';
import { router } from './routes.tsx';
import styles from './shell.module.css';

type Start =
  | { readonly kind: 'waiting' | 'ready' }
  | { readonly kind: 'failed'; readonly why: string };

function useStart(starting: Promise<void>): Start {
  const [start, setStart] = useState<Start>({ kind: 'waiting' });
  useEffect(() => {
    starting.then(
      () => setStart({ kind: 'ready' }),
      (error: unknown) =>
        setStart({ kind: 'failed', why: error instanceof Error ? error.message : String(error) }),
    );
  }, [starting]);
  return start;
}

/** The frame of the shell, until requests can be answered. */
function Waiting() {
  return (
    <div className={styles['shell']} aria-busy="true">
      <div className={styles['top']}>
        <span className={styles['brand']}>
          Posture<b>Lab</b>
        </span>
      </div>
      <div className={styles['side']} />
      <main className={styles['main']}>
        <h1 className="visually-hidden">Posture Lab is starting</h1>
      </main>
    </div>
  );
}

export function App({ starting }: { readonly starting: Promise<void> }) {
  const start = useStart(starting);
  if (start.kind === 'waiting') return <Waiting />;
  if (start.kind === 'failed')
    return (
      <main className={styles['main']}>
        <h1 className="visually-hidden">Posture Lab could not start</h1>
        <ErrorState
          error={
            new Error(
              `Posture Lab runs its servers in a service worker of this page, and the browser did not start it: ${start.why} Open the page over http://127.0.0.1 or https, outside of a private window.`,
            )
          }
          onRetry={() => location.reload()}
        />
      </main>
    );
  return (
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queryClient}>
        <Tooltip.Provider>
          <ToastProvider>
            <ConfirmProvider>
              <RouterProvider router={router} />
              <FullNames />
            </ConfirmProvider>
          </ToastProvider>
        </Tooltip.Provider>
      </QueryClientProvider>
    </CSPProvider>
  );
}
