/** What index.html holds in the place of the nonce; whoever serves it puts a fresh one there. */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__'

/**
 * The headers of answers that are data and never a page: nothing may run, load or frame them, whoever opens one. They go
 * with each call of a device on a slow line, so that what speaks of documents alone is left out.
 */
export const dataHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

/**
 * The headers of every answer that carries a part of the app, the same from `app://` and from the server. Nothing runs,
 * styles or connects that is not ours: scripts only from files, styles from files or with the page's nonce, calls only
 * to the page's own origin. WebAssembly may compile (Argon2id). Strings become HTML or script addresses only through
 * the app's one default policy, which lets pass what is neither.
 */
export function securityHeaders(nonce: string): Readonly<Record<string, string>> {
  const policy = {
    'default-src': "'none'",
    'script-src': "'self' 'wasm-unsafe-eval'",
    'style-src': `'self' 'nonce-${nonce}'`,
    'img-src': "'self' data: blob:",
    'font-src': "'self'",
    'connect-src': "'self'",
    'worker-src': "'self'",
    'manifest-src': "'self'",
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    'require-trusted-types-for': "'script'",
    'trusted-types': 'default',
  }
  return {
    'content-security-policy': Object.entries(policy)
      .map(([directive, sources]) => `${directive} ${sources}`)
      .join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  }
}
