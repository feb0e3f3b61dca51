import { isRouteErrorResponse, useRouteError } from 'react-router';
import { paths } from '#api/paths.ts';
import { Button, ButtonLink } from '#ui/button.tsx';
import { PageHeader } from '#ui/page.tsx';
import { EmptyState } from '#ui/states.tsx';

/** A page that failed takes neither the shell nor the world with it. */
export function PageError() {
  const error = useRouteError();
  const message = isRouteErrorResponse(error)
    ? `${error.status} ${error.statusText}`
    : error instanceof Error
      ? error.message
      : String(error);
  return (
    <>
      <PageHeader crumb="Posture Lab" title="This page failed" />
      <EmptyState
        title="This page has failed"
        action={<Button onClick={() => location.reload()}>Reload the page</Button>}
      >
        <p>{message}</p>
        <p>The world is stored and is not affected.</p>
      </EmptyState>
    </>
  );
}

export function NotFound() {
  return (
    <>
      <PageHeader crumb="Posture Lab" title="No such page" />
      <EmptyState
        title="This page does not exist"
        action={<ButtonLink to={paths.lab.scenarios()}>Open Scenarios</ButtonLink>}
      >
        The address may be mistyped, or may belong to another version.
      </EmptyState>
    </>
  );
}
