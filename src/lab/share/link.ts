/**
 * A world in a link: the fragment after `#`, which no browser sends to a server, holds the world file
 * (deflate, base64url) and the page that was open.
 */
import { z } from '#model/zod.ts';

const version = 1;

/** Of the whole fragment; browsers take more, chat programs and mail do not. */
export const mostLinkCharacters = 32_768;

/** What a fragment may unfold to: a small one can be made to fill the memory. */
const mostCharacters = 8_000_000;

const contentSchema = z.object({
  /** Where to go once it is open. */
  page: z.string(),
  /** A world file's text. */
  world: z.string(),
});
export type SharedContent = z.infer<typeof contentSchema>;

/** The pages that a link may lead to: this console's own. */
const ownPages = /^\/(?:ems|fortigate|lab)\//;

function base64url(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCodePoint(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function bytesIn(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (one) => one.codePointAt(0) ?? 0);
}

/** The fragment, without `#`. It may be longer than a link can be: hold it against `mostLinkCharacters`. */
export async function linkFragment(content: SharedContent): Promise<string> {
  const packed = new Blob([JSON.stringify(content)])
    .stream()
    .pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  return `${version}.${base64url(bytes)}`;
}

/** Null where it unfolds to more than a link of ours does. */
async function unfolded(bytes: Uint8Array<ArrayBuffer>): Promise<string | null> {
  const reader = new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'))
    .pipeThrough(new TextDecoderStream())
    .getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += value;
    if (text.length > mostCharacters) {
      await reader.cancel();
      return null;
    }
  }
}

export type ReadLink =
  | { readonly ok: true; readonly content: SharedContent }
  | { readonly ok: false; readonly message: string };

const damaged =
  'The link is damaged: a part of it is missing or was changed. Copy the whole link again.';

/** @param fragment without `#` */
export async function readLink(fragment: string): Promise<ReadLink> {
  const [, written, packed = ''] = /^(\d+)\.([\w-]*)$/.exec(fragment) ?? [];
  if (written === undefined)
    return {
      ok: false,
      message: fragment === '' ? 'The link holds no world.' : damaged,
    };
  if (Number(written) > version)
    return {
      ok: false,
      message: `The link is of version ${written}, and this page reads version ${version}. Open it with a later version of Posture Lab.`,
    };
  if (fragment.length > mostLinkCharacters)
    return {
      ok: false,
      message: 'The link is longer than a link of Posture Lab can be. Ask for the world as a file.',
    };
  try {
    const text = await unfolded(bytesIn(packed));
    if (text === null)
      return { ok: false, message: 'The link holds more than a world. It was not opened.' };
    const read = contentSchema.safeParse(JSON.parse(text));
    if (!read.success) return { ok: false, message: damaged };
    const { world, page } = read.data;
    return { ok: true, content: { world, page: ownPages.test(page) ? page : '/lab/worlds' } };
  } catch {
    return { ok: false, message: damaged };
  }
}
