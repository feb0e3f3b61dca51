import { useEffect, useRef } from 'react';
import { useAnswer } from '#api/hooks.ts';
import { labApi } from '#model/contract/lab.ts';
import { Button } from '#ui/button.tsx';
import { Banner, Skeleton } from '#ui/states.tsx';
import { type Fields, fieldsOf } from './connection.ts';
import type { StartFrom } from './use-connect-url.ts';

/** Fills the form in from a policy or a log line, in place of the address that names it. */
export function FillIn({
  from,
  onFilled,
}: {
  readonly from: StartFrom;
  readonly onFilled: (fields: Fields) => void;
}) {
  const ofPolicy = useAnswer(
    labApi.policyStart,
    from.kind === 'policy' ? { device: from.device, list: from.list, id: from.id } : null,
  );
  const ofLine = useAnswer(
    labApi.lineStart,
    from.kind === 'line' ? { body: { line: from.line, fortigate: from.fortigate } } : null,
  );
  const { data, error } = from.kind === 'policy' ? ofPolicy : ofLine;
  const filled = useRef(onFilled);
  useEffect(() => {
    filled.current = onFilled;
  });
  useEffect(() => {
    if (data) filled.current(fieldsOf(data.request));
  }, [data]);
  if (!error) return <Skeleton lines={4} />;
  return (
    <Banner tone="bad" live action={<Button onClick={() => onFilled({})}>Start without it</Button>}>
      {error.message}
    </Banner>
  );
}
