import { UTF8_MARK, writeRow } from '../csv'
import type { MadeSubject } from '../made'
import type { StreamedSource } from '../streamed'
import { datasetJson, datasetJsonFile } from './dataset-json'
import { defineXml } from './define-xml'
import { fitted } from './fit'
import { DEFINE_FILE } from './names'
import { type FilledDataset, type RowStore, type Tabulated, tabulate } from './tabular'
import { timeToEvent } from './time-to-event'
import { xpt, xptFile } from './xpt'

/** The whole as Dataset-JSON or as transport files, the description alone, or the times to an event alone. */
export type TabularFormat = 'dataset-json' | 'define' | 'xpt' | 'tte'

interface TabularFile {
  readonly name: string
  readonly rows?: number
  readonly pieces: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>
}

interface TabularFiles {
  /** Each is made as it is taken, piece by piece. */
  readonly files: readonly TabularFile[]
  /** What the files do not hold as it was collected, and where it stands instead. */
  readonly notes: readonly string[]
}

/**
 * The data sets of a study in one format, with the Define-XML that describes them. No more than one participant is in
 * memory; rows wait in the stores. Same source, same bytes.
 */
export async function tabularFiles(
  source: StreamedSource,
  made: AsyncIterable<MadeSubject>,
  format: TabularFormat,
  newStore: () => RowStore,
): Promise<TabularFiles> {
  const collected = await tabulate(source, made, newStore())
  const chosen = format === 'tte' ? onlyTimes(collected) : collected
  const tabulated = format === 'xpt' ? await fitted(chosen, newStore()) : chosen
  const named = format === 'xpt' ? xptFile : datasetJsonFile
  const described: TabularFile = { name: DEFINE_FILE, pieces: defineXml(tabulated, named) }
  if (format === 'define') return { files: [described], notes: tabulated.notes }
  const files = tabulated.filled.flatMap((filled): readonly TabularFile[] => {
    const { name } = filled.dataset
    const rows = filled.measured.rows
    const file = { name: named(name), rows }
    if (format === 'xpt') return [{ ...file, pieces: xpt(filled, tabulated.store.rows(name), source.asOf) }]
    const json = { ...file, pieces: datasetJson(tabulated, filled) }
    return format === 'tte'
      ? [json, { name: `${name.toLowerCase()}.csv`, rows, pieces: csv(tabulated, filled) }]
      : [json]
  })
  return { files: [...files, described], notes: tabulated.notes }
}

function onlyTimes(tabulated: Tabulated): Tabulated {
  const filled = tabulated.filled.filter(({ dataset }) => dataset.name === timeToEvent.name)
  const none = filled.length === 0 ? ['The study names no time to an event, or nobody has begun one.'] : []
  return { ...tabulated, filled, notes: none }
}

async function* csv({ store }: Tabulated, { dataset, kept }: FilledDataset): AsyncGenerator<string> {
  yield UTF8_MARK + writeRow(kept.map(({ variable }) => variable.name))
  for await (const row of store.rows(dataset.name)) yield writeRow(kept.map(({ at }) => row[at] ?? ''))
}
