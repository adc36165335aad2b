/**
 * The one place where a string may become HTML or the address of a script; imported before anything else. Style sheets
 * made at run time pass, because CSS without `<` opens no element; so do our own files, which workers start from. All
 * else throws, in browsers that know trusted types. The rest is held by the content security policy.
 */
interface PolicyFactory {
  createPolicy(
    name: 'default',
    rules: Record<'createHTML' | 'createScriptURL', (text: string) => string | null>,
  ): unknown
}

declare global {
  interface Window {
    readonly trustedTypes?: PolicyFactory
  }
}

window.trustedTypes?.createPolicy('default', {
  createHTML: (text) => (text.includes('<') ? null : text),
  createScriptURL: (text) => (new URL(text, location.href).origin === location.origin ? text : null),
})
