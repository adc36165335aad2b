import { type Case, type Engine, isCase } from '../case'
import { refusalText } from '../trace'
import { scoreEortc } from './eortc'
import { type Tables, eq5dIndex, readLevels, readVas } from './eq5d'
import { type Instrument, qlqC30, qlqGiNet21 } from './instruments'

/** The engine `qol`: `{ instrument, items, value_set }` gives `{ scores }`; an answer that cannot be given refuses the case. */
export const qolEngine =
  (tables: Tables): Engine =>
  (line) => {
    const items = line['items']
    if (!isCase(items)) return { error: refusalText({ reason: 'missing', input: 'items' }) }
    switch (line['instrument']) {
      case 'QLQ-C30':
      case 'QLQ-C30 v3.0':
        return eortc(qlqC30, items)
      case 'QLQ-GI.NET21':
        return eortc(qlqGiNet21, items)
      case 'EQ-5D-5L':
        return eq5d(items, line['value_set'], tables)
      case 'EQ VAS':
        return vas(items)
      default:
        return { error: 'unknown-instrument' }
    }
  }

function eortc(instrument: Instrument, items: Case): object {
  const scored = scoreEortc(instrument, (item) => items[`q${item}`])
  if (!scored.ok) return { error: refusalText(scored.refusal) }
  const scores: Record<string, number | null> = {}
  for (const [code, score] of scored.scores) scores[code] = score.ok ? score.value.toNumber() : null
  return { scores }
}

function eq5d(items: Case, named: unknown, tables: Tables): object {
  const answers = readLevels(items)
  if (!answers.ok) return { error: refusalText(answers.refusal) }
  const { profile } = answers
  if (named === undefined || named === null) return { scores: { profile, index: null } }
  if (typeof named !== 'string') return { error: refusalText({ reason: 'value-set-not-loaded' }) }
  const index = eq5dIndex(answers, named, tables)
  if (index.ok) return { scores: { profile, index: index.value.toNumber() } }
  return index.refusal.reason === 'dimension-missing'
    ? { scores: { profile, index: null } }
    : { error: refusalText(index.refusal) }
}

function vas(items: Case): object {
  const mark = readVas(items['VAS'])
  if (mark === 'impossible-answer') return { error: refusalText({ reason: mark, input: 'VAS' }) }
  return { scores: { vas: mark === 'missing' ? null : mark } }
}
