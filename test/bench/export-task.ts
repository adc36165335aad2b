import { z } from 'zod'
import { ExportFormat } from '#shared/export/manifest'

/** What a process of its own is asked to do once, and to measure. */
export const Task = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('export'),
    format: ExportFormat,
    kind: z.enum(['snapshot', 'transactional']),
    people: z.int(),
    values: z.int(),
    /** Folder that the files go to. */
    out: z.string(),
  }),
  z.strictObject({
    do: z.literal('import'),
    /** Folder with the ODM file of an export. */
    folder: z.string(),
  }),
])
export type Task = z.output<typeof Task>

export const Measured = z.strictObject({
  milliseconds: z.number(),
  /** The processor's share of them: what a loaded machine changes least. */
  processor: z.number(),
  /** The most memory that the process ever held, in bytes. */
  peak: z.number(),
  /** Bytes that were written or read. */
  size: z.number(),
})
export type Measured = z.output<typeof Measured>
