import { useState } from 'react'
import type { PublishedTable } from '#shared/clinical/ctcae/published/table'
import type { DocumentId } from '#shared/ids'
import { documentId } from '#shared/reference/reference'
import type { LoadOutcome } from '../../data/published'
import { useData } from '../../data/hooks'
import { type FileReading, readTableFile, readTableText } from './read-file'

/** A file that was looked at. */
export interface Candidate {
  /** What the file is called; undefined for rows that were pasted. */
  readonly name: string | undefined
  readonly reading: FileReading
  /** The name of its table, where it has a whole one. */
  readonly id: DocumentId | undefined
}

export type Step =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'read'; readonly candidate: Candidate; readonly failed?: Exclude<LoadOutcome, 'loaded'> }
  | { readonly kind: 'loading'; readonly candidate: Candidate }
  | { readonly kind: 'loaded' }

const tableOf = ({ reading }: Candidate): PublishedTable | undefined =>
  reading.kind === 'read' ? reading.table : undefined

/** From a file to the table that everyone sees: read first, looked at, then loaded. */
export function useTable() {
  const data = useData()
  const [step, setStep] = useState<Step>({ kind: 'nothing' })

  const look = async (name: string | undefined, reading: Promise<FileReading>) => {
    setStep({ kind: 'reading' })
    const candidate = { name, reading: await reading, id: undefined }
    const table = tableOf(candidate)
    setStep({ kind: 'read', candidate: { ...candidate, id: table && documentId(table) } })
  }
  const load = async () => {
    const table = step.kind === 'read' && tableOf(step.candidate)
    if (!table) return
    const { candidate } = step
    setStep({ kind: 'loading', candidate })
    const outcome = await data.loadReference({ reference: { kind: 'ctcae', about: '5.0', document: table } })
    setStep(outcome === 'loaded' ? { kind: 'loaded' } : { kind: 'read', candidate, failed: outcome })
  }
  return {
    step,
    readFile: (file: File) => void look(file.name, readTableFile(file)),
    readPasted: (text: string) => void look(undefined, readTableText(text)),
    load: () => void load(),
    discard: () => setStep({ kind: 'nothing' }),
  }
}
