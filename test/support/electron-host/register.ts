import { register } from 'node:module'

/**
 * `node --import tsx --import …/register.ts out/main/main.js`: what that program imports as `electron` is the stand-in.
 * The hook runs in a thread of its own, so it is a text of three lines rather than a module with imports.
 */
const standIn = new URL('electron.ts', import.meta.url).href
const hook = `export const resolve = (name, context, next) =>
  next(name === 'electron' ? ${JSON.stringify(standIn)} : name, context)`
register(`data:text/javascript,${encodeURIComponent(hook)}`)
