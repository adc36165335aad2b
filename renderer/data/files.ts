import { type AttachedFile, describeFile } from '#shared/attachment'
import type { FormPath } from '#shared/casebook/path'
import { sha256OfBytes } from '#shared/canonical-json'
import type { Logged } from '#shared/change/change'
import { type StreamId, streamId } from '#shared/ids'
import type { Bytes } from './bytes'
import type { Draft } from './door'
import { DamagedRecord } from './keys/envelope'
import type { ChunkRow } from './store/database'
import { keepChunk, readChunk, sealFile } from './store/files'
import { NoKeys, type Shelf } from './store/shelf'
import type { Server } from './sync/server'

/** What a person adds to a form: a picture as it is to be kept, its identifying parts blacked out already. */
export interface AttachRequest extends Omit<Draft, 'body' | 'source'> {
  readonly form: FormPath
  readonly said: Pick<AttachedFile, 'title' | 'type' | 'blackened'>
  readonly content: Bytes
}

export interface FilesDoor {
  /**
   * Stores a file with the change that names it, in one transaction; both are sent when there is a line, the change with
   * the others and the file behind them. Waits for no network. Rejects, with nothing stored, where it cannot be kept.
   */
  attach(request: AttachRequest): Promise<Logged>
  /** The content of a file, from this device or else from the server, every chunk proved by its name. */
  file(of: FileName): Promise<FileOutcome>
}

export interface FileName {
  readonly stream: StreamId
  readonly file: AttachedFile
}

export type FileOutcome =
  | { readonly kind: 'here'; readonly content: Bytes }
  /** The device that it was added on has not sent it whole yet. */
  | { readonly kind: 'not-come' }
  /** It is not on this device, and the server cannot be asked. */
  | { readonly kind: 'no-server' }
  /** What came is not what was added. */
  | { readonly kind: 'damaged' }

interface FilesParts {
  readonly shelf: Shelf
  readonly server: Pick<Server, 'bytes'>
  readonly write: (draft: Draft, chunks: readonly ChunkRow[]) => Promise<Logged>
}

export function filesOf({ shelf, server, write }: FilesParts): FilesDoor {
  async function fetchAll({ stream, file }: FileName): Promise<FileOutcome> {
    const keys = shelf.ring.ofStream(stream)
    if (!keys) return { kind: 'no-server' }
    const content = new Uint8Array(file.bytes)
    let at = 0
    for (const chunk of file.chunks) {
      let piece = await readChunk(shelf, keys, stream, chunk)
      if (!piece) {
        const answer = await server.bytes(`/api/sync/chunk?${new URLSearchParams({ stream, chunk })}`)
        if (!answer.ok) return { kind: answer.failure.code === 'not-found' ? 'not-come' : 'no-server' }
        if (!(await keepChunk(shelf, keys, stream, chunk, answer.value))) return { kind: 'damaged' }
        piece = answer.value
      }
      if (at + piece.length > file.bytes) return { kind: 'damaged' }
      content.set(piece, at)
      at += piece.length
    }
    return sha256OfBytes(content) === file.sha256 ? { kind: 'here', content } : { kind: 'damaged' }
  }

  return {
    async attach({ form, said, content, ...place }) {
      const keys = shelf.ring.of(place.study, place.site)
      if (!keys) throw new NoKeys(`${place.study}/${place.site}`)
      const file = describeFile(content, said)
      const chunks = await sealFile(shelf, keys, streamId(place.study, place.site, 'data'), file, content)
      return write({ ...place, body: { kind: 'attach', form, file } }, chunks)
    },
    async file(of) {
      try {
        return await fetchAll(of)
      } catch (error) {
        if (error instanceof DamagedRecord) return { kind: 'damaged' }
        throw error
      }
    },
  }
}
