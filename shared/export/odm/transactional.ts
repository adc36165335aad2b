import { type Scope, type Step, steps } from '../../casebook/path'
import { studyOf } from '../../casebook/versions'
import type { Change, Logged } from '../../change/change'
import { canonicalJson } from '../../canonical-json'
import type { CompiledStudy } from '../../study/compile'
import { type AuditLine, linesOf } from '../audit'
import type { ExportSubject } from '../source'
import {
  type OdmAnnotation,
  type OdmLeaf,
  type OdmPart,
  type Transaction,
  flagged,
  otherSource,
  saidOf,
  treeOf,
} from './nodes'
import { odmSteps } from './oids'

/** As many changes are put together at most before they are written. */
const MOST = 500

/**
 * Everything that ever happened to a participant, in order: each value that was put in, changed or taken out with who,
 * when and why; anything else that was asserted as an annotation of the place it is about, whole. Held changes are in
 * it, marked.
 */
export function* transactionsOf(study: CompiledStudy, subject: ExportSubject): Generator<OdmPart> {
  const { casebook } = subject
  const front = studyOf(study, casebook)
  const touched = new Set<Scope>()
  let waiting: OdmLeaf[] = []
  let own: CompiledStudy | undefined
  for (const line of linesOf(subject)) {
    const version = front.under(line.logged.change.version)
    const at = placed(version, line.scope)
    if (own && waiting.length > 0 && (version !== own || at.length === 0 || waiting.length >= MOST)) {
      yield { study: own, nodes: treeOf(waiting, 'Context'), own: {} }
      waiting = []
    }
    own = version
    const node = nodeOf(version, line, at, touched)
    if (at.length === 0) yield { study: version, nodes: [], own: node }
    else waiting.push({ path: odmSteps(at), node })
  }
  if (own && waiting.length > 0) yield { study: own, nodes: treeOf(waiting, 'Context'), own: {} }
}

/** The steps of a place as far as the version knows it: what lies beyond is told in the annotation. */
function placed(version: CompiledStudy, scope: Scope) {
  const all = steps(scope)
  const [event, form, group, item] = all
  if (event && !version.event(event.oid)) return []
  if (form && !version.form(form.oid)) return all.slice(0, 1)
  if (form && group && !version.group(form.oid, group.oid)) return all.slice(0, 2)
  if (form && item && version.item(form.oid, item.oid)?.group.oid !== group?.oid) return all.slice(0, 2)
  return all
}

function nodeOf(
  version: CompiledStudy,
  line: AuditLine,
  [, form, group, own]: readonly Step[],
  touched: Set<Scope>,
): OdmLeaf['node'] {
  const { logged, item, to } = line
  const audit = { logged, reason: line.reason }
  if (item === undefined || typeof to === 'string' || !form || !group || !own)
    return {
      transaction: logged.change.body.kind === 'enrol' ? 'Insert' : 'Update',
      audit,
      ...(logged.change.body.kind === 'sign' && { signature: { logged, meaning: logged.change.body.meaning } }),
      annotations: [whole(logged.change), ...standingOf(logged, line)],
    }
  const { value, unit, annotations } = saidOf(version.item(form.oid, own.oid)?.def, to)
  const first = !touched.has(item)
  touched.add(item)
  const decided = logged.change.body.kind === 'resolve' ? [flagged('CHANGE', 'resolve')] : []
  const all = [...annotations, ...otherSource(version, logged.change, item), ...decided, ...standingOf(logged, line)]
  const transaction: Transaction = to.state === 'blank' ? 'Remove' : first ? 'Insert' : 'Update'
  return { transaction, value, unit, audit, annotations: all }
}

/** What was asserted, as it was asserted. */
const whole = (change: Change): OdmAnnotation => ({
  comment: canonicalJson(change.body),
  by: isSponsor(change) ? 'Sponsor' : 'Site',
  flags: [{ type: 'CHANGE', value: change.body.kind }],
})

const isSponsor = ({ role }: Change): boolean => role === 'monitor' || role === 'data-manager'

function standingOf({ receipt }: Logged, { reception }: AuditLine): readonly OdmAnnotation[] {
  if (!receipt) return [flagged('UNSENT', 'Y')]
  return reception === 'held' || reception === 'declined' ? [flagged('HELD', receipt.reason ?? 'held')] : []
}
