import { median, quantile } from '../figures'
import { type Read, bytes, middle, ratio } from './round'
import type { Target } from './targets'
import { DEVICES } from './wire'

const POUCH = 'PouchDB (indexeddb) with express-pouchdb'
const RX = 'RxDB (Dexie storage) with a server in memory'
const ACTUAL = "Actual's sync server"

/** A target, and what of a round is held against it. */
export interface Measured extends Target {
  readonly of: Read
}

/** What the exchange is to reach, in the order of the targets. */
export const measured: readonly Measured[] = [
  {
    ...{ target: 'T1', measure: 'push, documents a second', against: POUCH, least: 2 },
    of: ratio(
      ({ pouch }) => pouch.push.ms,
      ({ ours }) => ours.push.ms,
    ),
  },
  {
    ...{ target: 'T2', measure: 'push, documents a second', against: RX, least: 1.8 },
    of: ratio(
      ({ rx }) => rx.push.ms,
      ({ ours }) => ours.push.ms,
    ),
  },
  {
    ...{ target: 'T3', measure: 'fresh device usable, once its person is let in', against: POUCH, least: 5 },
    of: ratio(
      ({ pouch }) => pouch.pull.ms,
      ({ ours }) => ours.usable,
    ),
  },
  {
    ...{ target: 'T3', measure: 'fresh device usable, once its person is let in', against: RX, least: 2.5 },
    of: ratio(
      ({ rx }) => rx.pull.ms,
      ({ ours }) => ours.usable,
    ),
  },
  {
    ...{ target: 'T4', measure: 'push, bytes', against: POUCH, most: 0.2 },
    of: ratio(
      ({ ours }) => ours.push.up,
      ({ pouch }) => pouch.push.up,
    ),
  },
  {
    ...{ target: 'T4', measure: 'push, bytes', against: RX, most: 0.22 },
    of: ratio(
      ({ ours }) => ours.push.up,
      ({ rx }) => rx.push.up,
    ),
  },
  {
    ...{ target: 'T4', measure: 'push, bytes', against: ACTUAL, most: 0.22 },
    of: ratio(
      ({ ours }) => ours.push.up,
      ({ actual }) => actual.push.up,
    ),
  },
  {
    ...{ target: 'T5', measure: 'pull to a fresh device, bytes', against: POUCH, most: 0.85 },
    of: ratio(
      ({ ours }) => ours.pull.down,
      ({ pouch }) => pouch.pull.down,
    ),
  },
  {
    ...{ target: 'T5', measure: 'pull to a fresh device, bytes', against: ACTUAL, most: 0.25 },
    of: ratio(
      ({ ours }) => ours.pull.down,
      ({ actual }) => actual.pull.down,
    ),
  },
  {
    ...{ target: 'T6', measure: 'one change until at rest, bytes both ways', against: POUCH, most: 0.25 },
    of: ratio(
      ({ ours }) => middle(ours.one, bytes),
      ({ pouch }) => middle(pouch.one, bytes),
    ),
  },
  {
    ...{ target: 'T6', measure: 'one change until at rest, requests', against: POUCH, most: 1 / 7 },
    of: ratio(
      ({ ours }) => middle(ours.one, ({ requests }) => requests),
      ({ pouch }) => middle(pouch.one, ({ requests }) => requests),
    ),
  },
  {
    ...{ target: 'T7', measure: 'nothing to exchange, time', against: POUCH, most: 0.35 },
    of: ratio(
      ({ ours }) => middle(ours.nothing, ({ ms }) => ms),
      ({ pouch }) => middle(pouch.nothing, ({ ms }) => ms),
    ),
  },
  {
    ...{ target: 'T7', measure: 'nothing to exchange, bytes both ways', against: POUCH, most: 0.25 },
    of: ratio(
      ({ ours }) => middle(ours.nothing, bytes),
      ({ pouch }) => middle(pouch.nothing, bytes),
    ),
  },
  {
    ...{ target: 'T8', measure: 'server alone, documents a second', against: ACTUAL, least: 0.8 },
    of: ratio(
      ({ actual }) => actual.push.ms,
      ({ wire }) => wire.alone.ms,
    ),
  },
  {
    ...{ target: 'T8', measure: 'server alone, bytes sent to it', against: ACTUAL, most: 0.25 },
    of: ratio(
      ({ wire }) => wire.alone.up,
      ({ actual }) => actual.push.up,
    ),
  },
  {
    ...{
      target: 'T9',
      measure: 'server alone, documents a second',
      against: 'rows inserted by 500, same database',
      least: 0.45,
    },
    of: ratio(
      ({ wire }) => wire.raw,
      ({ wire }) => wire.alone.ms,
    ),
  },
  {
    ...{ target: 'T10', measure: 'most memory of the renderer, push', against: POUCH, most: 0.85 },
    of: ratio(
      ({ ours }) => ours.push.renderer,
      ({ pouch }) => pouch.push.renderer,
    ),
  },
  {
    ...{ target: 'T10', measure: 'most memory of the renderer, pull', against: POUCH, most: 0.7 },
    of: ratio(
      ({ ours }) => ours.pull.renderer,
      ({ pouch }) => pouch.pull.renderer,
    ),
  },
  {
    ...{ target: 'T14', measure: 'a save, p50', against: 'three stores of Dexie without keys', most: 1.5 },
    of: ratio(
      ({ ours }) => quantile(ours.saves.ours, 0.5),
      ({ ours }) => quantile(ours.saves.raw, 0.5),
    ),
  },
  {
    ...{ target: 'T14', measure: 'a save, p99', against: 'three stores of Dexie without keys', most: 2 },
    of: ratio(
      ({ ours }) => quantile(ours.saves.ours, 0.99),
      ({ ours }) => quantile(ours.saves.raw, 0.99),
    ),
  },
  {
    ...{
      target: 'T15',
      measure: `${DEVICES} devices on one stream, documents a second`,
      against: 'one device',
      least: 0.9,
    },
    of: ratio(
      ({ wire }) => wire.alone.ms,
      ({ wire }) => Math.max(...wire.together),
    ),
  },
  {
    ...{ target: 'T15', measure: `last of ${DEVICES} devices`, against: 'the middle one', most: 4 },
    of: ratio(
      ({ wire }) => Math.max(...wire.together),
      ({ wire }) => median(wire.together),
    ),
  },
  {
    ...{ target: 'T16', measure: 'most memory of the server program, push', against: POUCH, most: 1 },
    of: ratio(
      ({ ours }) => ours.push.server,
      ({ pouch }) => pouch.push.server,
    ),
  },
]
