import { type Figure, median, noteLoad, quantile, tell } from '../figures'
import { measured } from './measures'
import { measureOurs } from './ours'
import { ensurePeers, measurePeer } from './peers'
import { type Read, type Round, bytes, middle } from './round'
import { tellTarget, tellUnmeasured } from './targets'
import { DEVICES, measureActual, measureWire } from './wire'

const ROUNDS = 3
const DOCUMENTS = 10_000
/** A shorter stream is not packed for devices that begin, and what a fresh device does would be another thing. */
const FEWEST = 1_000

/**
 * Our product and its peers beside each other, in turn, round after round: `sync:2000` with so many documents, 10,000
 * when left out.
 */
export async function sync(asked: readonly string[]): Promise<void> {
  const n = Number(asked[0] ?? DOCUMENTS)
  if (!Number.isInteger(n) || n < FEWEST) throw new Error(`a number of documents from ${FEWEST} on`)
  await ensurePeers()
  const rounds: Round[] = []
  for (let i = 1; i <= ROUNDS; i++) {
    noteLoad(`round ${i} of ${ROUNDS}, ${n} documents`)
    rounds.push({
      ours: await measureOurs(n),
      pouch: await measurePeer('pouch', n),
      rx: await measurePeer('rx', n),
      wire: await measureWire(n),
      actual: await measureActual(n),
    })
  }
  noteLoad('the rounds are over')
  tellFigures(n, rounds)
  for (const { of, ...target } of measured)
    tellTarget(
      target,
      rounds.flatMap((round) => of(round) ?? []),
    )
  tellUnmeasured('T11', 'bad line without cuts', 'nothing drives both over one bad line yet')
  tellUnmeasured('T12', 'bad line, cut every 4 s', 'nothing drives both over one bad line yet')
  tellUnmeasured(
    'T13',
    'bytes sent again after the browser was killed',
    'parts asked for again are: `npm run bench -- bootstrap`',
  )
  tellUnmeasured('T17', 'losses, silent overwrites, holes, duplicates, stuck clients', 'counted by `npm run qualify`')
}

/** The medians that the ratios are made of, so that a ratio can be understood. */
function tellFigures(n: number, rounds: readonly Round[]): void {
  const figure = (metric: string, unit: Figure['unit'], of: Read) => {
    const values = rounds.flatMap((round) => of(round) ?? [])
    if (values.length > 0) tell({ bench: 'sync', metric, value: median(values), unit, n: values.length })
  }
  tell({ bench: 'sync', metric: 'documents', value: n, unit: 'count', n: rounds.length })
  for (const name of ['ours', 'pouch', 'rx'] as const)
    for (const way of ['push', 'pull'] as const) {
      figure(`${name}, ${way}`, 'per s', (round) => n / (round[name][way].ms / 1_000))
      figure(`${name}, ${way}, up`, 'bytes', (round) => round[name][way].up)
      figure(`${name}, ${way}, down`, 'bytes', (round) => round[name][way].down)
      figure(`${name}, ${way}, requests`, 'count', (round) => round[name][way].requests)
      figure(`${name}, ${way}, server at most`, 'bytes', (round) => round[name][way].server)
      figure(`${name}, ${way}, renderer at most`, 'bytes', (round) => round[name][way].renderer)
    }
  for (const name of ['ours', 'pouch'] as const)
    for (const what of ['one', 'nothing'] as const) {
      figure(`${name}, ${what}`, 'ms', (round) => middle(round[name][what], ({ ms }) => ms))
      figure(`${name}, ${what}, both ways`, 'bytes', (round) => middle(round[name][what], bytes))
      figure(`${name}, ${what}, requests`, 'count', (round) => middle(round[name][what], ({ requests }) => requests))
    }
  figure('ours, letting in', 'ms', ({ ours }) => ours.lettingIn)
  figure('ours, usable', 'ms', ({ ours }) => ours.usable)
  for (const share of [0.5, 0.99]) {
    figure(`ours, a save, p${share * 100}`, 'ms', ({ ours }) => quantile(ours.saves.ours, share))
    figure(`raw Dexie, a save, p${share * 100}`, 'ms', ({ ours }) => quantile(ours.saves.raw, share))
  }
  figure('ours, server alone', 'per s', ({ wire }) => n / (wire.alone.ms / 1_000))
  figure('ours, server alone, up', 'bytes', ({ wire }) => wire.alone.up)
  figure(`ours, ${DEVICES} devices`, 'per s', ({ wire }) => n / (Math.max(...wire.together) / 1_000))
  figure('rows inserted by 500', 'per s', ({ wire }) => n / (wire.raw / 1_000))
  figure('actual, push', 'per s', ({ actual }) => n / (actual.push.ms / 1_000))
  figure('actual, push, up', 'bytes', ({ actual }) => actual.push.up)
  figure('actual, pull, down', 'bytes', ({ actual }) => actual.pull.down)
}
