import { hash } from 'node:crypto'
import { linkText, streamLinkText } from '#shared/change/chain'
import type { Receipt } from '#shared/change/change'
import type { Hash } from '#shared/ids'

/**
 * The hashes of the core, by Node's own SHA-256: a push has three of them a change, and in JavaScript they take several
 * times as long.
 */

/** SHA-256 of a text's UTF-8 bytes. */
export const sha256Hex = (text: string): Hash => hash('sha256', text) as Hash

/** The device's chain after a change of this content. */
export const linkHash = (previous: Hash, content: Hash): Hash => sha256Hex(linkText(previous, content))

/** The stream's chain after a row of this content. */
export const streamLinkHash = (previous: Hash, content: Hash, receipt: Receipt): Hash =>
  sha256Hex(streamLinkText(previous, content, receipt))
