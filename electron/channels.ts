import type { Host } from '#shared/host'

/** Names of the messages between page and shell; in a file of their own because the preload can carry nothing else. */
export const channelOf = (call: Exclude<keyof Host, 'onAway'>): string => `host:${call}`
export const AWAY = 'host:away'
