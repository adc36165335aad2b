/** What ships with this build for people to read, in the order of the tabs; each is fetched when it is first opened. */
export const pages = {
  nurse: () => import('../../../docs/manual/nurse.md?raw'),
  investigator: () => import('../../../docs/manual/investigator.md?raw'),
  monitor: () => import('../../../docs/manual/monitor.md?raw'),
  'data-manager': () => import('../../../docs/manual/data-manager.md?raw'),
  administrator: () => import('../../../docs/manual/administrator.md?raw'),
  'release-notes': () => import('../../../docs/release-notes.md?raw'),
} as const

export type PageName = keyof typeof pages
