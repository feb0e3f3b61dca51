// What the production server sends with every answer, and what a static host can't send, as a
// <meta> in the page. The browser tests fail on any violation.

const directives: readonly string[] = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types default',
];

const contentSecurityPolicy = directives.join('; ');

/** A browser ignores frame-ancestors in a <meta>, and says so on the console: left out there. */
export const contentSecurityPolicyInPage = directives
  .filter((directive) => !directive.startsWith('frame-ancestors'))
  .join('; ');

/**
 * The development server alone: Vite puts styles into <style> elements, React's refresh begins with
 * an inline script, and both hear of changes over a web socket. Trusted Types stay in force, so that
 * a script URL we don't allow fails here too, not only in the production build.
 */
const developmentContentSecurityPolicy = directives
  .map((directive) => {
    if (directive.startsWith('script-src') || directive.startsWith('style-src')) {
      return `${directive} 'unsafe-inline'`;
    }
    return directive.startsWith('connect-src') ? `${directive} ws:` : directive;
  })
  .join('; ');

const others = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

export const productionHeaders = { 'Content-Security-Policy': contentSecurityPolicy, ...others };

export const developmentHeaders = {
  'Content-Security-Policy': developmentContentSecurityPolicy,
  ...others,
};
