import { utf8ToBytes } from '@noble/hashes/utils.js'
import { filesThatGo } from './attached-files'
import { writeRow } from './csv'
import { formPlans } from './form-tables'
import type { MadeSubject, MadeTable } from './made'
import type { ExportFormat } from './manifest'
import { edition13 } from './odm/edition-13'
import { edition20 } from './odm/edition-20'
import { type OdmKind, clinicalOf } from './odm/odm'
import type { Fonts } from './pdf/paper'
import { recordPlans } from './record-tables'
import { type ExportSubject, codeOf, statusOf } from './source'
import type { StreamedSource } from './streamed'
import { laidOut } from './table-plan'
import { recordsOf } from './tabular/tabular'
import { safeName } from './zip'

/** What is to be made of each participant. */
export interface MakeOrder {
  readonly format: ExportFormat
  /** Of ODM: what stands, or everything that happened. */
  readonly kind: OdmKind
  readonly fonts: Fonts
}

type Made = Omit<MadeSubject, 'participant' | 'attachments'>

const NOTHING: Made = { files: [], tables: [], clinical: [], records: undefined }

/** Every participant of a source in their order, made where the source says, else here, one after the other. */
export async function* making(source: StreamedSource, order: MakeOrder): AsyncGenerator<MadeSubject> {
  if (source.made) {
    yield* source.made(order)
    return
  }
  const make = makerOf(source, order)
  for await (const subject of source.subjects()) yield make(subject)
}

/** What makes one participant after the other. The same participant becomes the same, wherever it is made. */
export function makerOf(source: StreamedSource, order: MakeOrder): (subject: ExportSubject) => Promise<MadeSubject> {
  const make = byFormat(source, order)
  return async (subject) => {
    const { site, casebook, siteBook } = subject
    const status = statusOf(source.study, casebook, siteBook)
    return {
      participant: { site, code: codeOf(casebook), status },
      attachments: filesThatGo(subject),
      ...NOTHING,
      ...(await make(subject)),
    }
  }
}

function byFormat(
  source: StreamedSource,
  { format, kind, fonts }: MakeOrder,
): (subject: ExportSubject) => Partial<Made> | Promise<Partial<Made>> {
  switch (format) {
    case 'pdf':
      return async (subject) => ({ files: [await casebookFile(source, subject, fonts, '')] })
    case 'csv': {
      const tables = tablesOf(source)
      return (subject) => ({ tables: tables(subject) })
    }
    case 'complete': {
      const tables = tablesOf(source)
      // A folder each: there nothing else tells them apart as quickly.
      return async (subject) => ({
        files: [await casebookFile(source, subject, fonts, 'casebooks/')],
        tables: tables(subject),
      })
    }
    case 'odm':
      return (subject) => ({ clinical: clinicalOf(source, subject, { edition: edition13, kind }) })
    case 'odm2':
      return (subject) => ({ clinical: clinicalOf(source, subject, { edition: edition20, kind }) })
    case 'dataset-json':
    case 'define':
    case 'xpt': {
      const records = recordsOf(source, 'every-set')
      return (subject) => ({ records: records(subject) })
    }
    case 'tte': {
      const records = recordsOf(source, 'times-alone')
      return (subject) => ({ records: records(subject) })
    }
    case 'forms':
      return () => NOTHING
  }
}

async function casebookFile(source: StreamedSource, subject: ExportSubject, fonts: Fonts, folder: string) {
  // What draws is large: a thread that draws nothing does without it.
  const { casebookPdf } = await import('./pdf/casebook')
  const name = `${folder}${safeName(codeOf(subject.casebook))}.pdf`
  return { name, bytes: await casebookPdf(source, subject, fonts) }
}

function tablesOf(source: StreamedSource): (subject: ExportSubject) => readonly MadeTable[] {
  const plans = [...formPlans(source), ...recordPlans(source)]
  return (subject) => {
    const laid = laidOut(source.study, subject)
    return plans.flatMap(({ name, rowsOf }) => {
      const rows = rowsOf(laid)
      return rows.length === 0 ? [] : [{ name, rows: rows.length, bytes: utf8ToBytes(rows.map(writeRow).join('')) }]
    })
  }
}
