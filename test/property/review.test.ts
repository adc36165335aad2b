import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Casebook } from '#shared/casebook/casebook'
import { standings } from '#shared/casebook/derive'
import { scopesOf } from '#shared/casebook/fold'
import { type Scope, within } from '#shared/casebook/path'
import { verificationsOf } from '#shared/casebook/verified'
import { type ChangeBody, Closing, type Logged, QueryMove, refOf } from '#shared/change/change'
import { againstLocking, closedAt, closedHere, standsAgainst } from '#shared/review/closing'
import { movesOn, queriesIn, queryMove } from '#shared/review/queries'
import { bookSignatures, signedContent } from '#shared/review/signed-content'
import { SubjectCode } from '#shared/ids'
import { isOpenTo, mayLead } from '#shared/roles'
import {
  type Reviewed,
  bookOf,
  changeOf,
  heldFor,
  parts,
  people,
  reviewed,
  siteBook,
  siteOf,
  study,
  today,
} from './review-world'

const runs = { numRuns: 50 }
const always = (holds: (world: Reviewed, casebook: Casebook) => void) =>
  fc.assert(
    fc.property(reviewed, (world) => holds(world, bookOf(world.server))),
    runs,
  )

/** What a casebook says once everything is folded, without how it is kept. */
const said = (log: readonly Logged[]) => {
  const casebook = bookOf(log)
  const forms = [...casebook.forms.values()].map(({ path, items, status, queries, signatures, held, log: own }) => ({
    ...{ path, items: [...items].sort(([a], [b]) => (a < b ? -1 : 1)), status, queries, signatures },
    ...{ held: held.map(({ change }) => refOf(change)), changes: own.size },
    closed: [...items.keys()].sort().map((item) => closedAt(casebook, item, siteOf(log))?.closing),
  }))
  return JSON.stringify({
    forms: forms.sort((a, b) => (a.path < b.path ? -1 : 1)),
    queries: queriesIn(study, casebook, today),
  })
}

test('whoever was offline when, in whatever order: every device ends with the same casebook and every change is in it', () => {
  always(({ server, asserted, devices }) => {
    expect(server.length).toBe(asserted)
    const all = said(server)
    for (const held of devices) {
      expect(held.length).toBe(asserted)
      expect(said(held)).toBe(all)
      expect(said(held.toReversed())).toBe(all)
    }
  })
})

test('what is held says why, counts for nothing, and is in the trail', () => {
  always(({ server }, casebook) => {
    for (const { change, receipt } of server) {
      if (receipt?.state !== 'held') continue
      expect(receipt.reason).toBeDefined()
      const ref = refOf(change)
      const log = [casebook.own, ...casebook.forms.values(), siteOf(server).own].find((part) => part.log.has(ref))?.log
      expect(log).toBeDefined()
      if (!log || standings(log).get(ref) === 'counts') continue
      for (const form of casebook.forms.values()) {
        for (const item of form.items.values()) expect(item.heads.some((head) => head.ref === ref)).toBe(false)
        expect(form.queries.some(({ thread }) => thread.some((entry) => entry.ref === ref))).toBe(false)
        expect(form.signatures.some((signature) => signature.ref === ref)).toBe(false)
      }
    }
  })
})

/** Acts that rest once their place is frozen, and those that rest once it is locked. */
const data: readonly string[] = ['value', 'status', 'confirm', 'resolve', 'withdraw']
const review: readonly string[] = ['query', 'verify', 'unverify', 'sign', 'review']

test('nothing counts that arrived in a place after it was closed, unless a data manager let it in', () => {
  always(({ server }) => {
    const closings = new Map<Scope, Closing>()
    const released = new Set(
      server.flatMap(({ change: { body }, receipt }) =>
        body.kind === 'release' && receipt?.state === 'applied' ? [body.target] : [],
      ),
    )
    let site: Closing = 'open'
    for (const logged of server) {
      const { body } = logged.change
      const counts = logged.receipt?.state === 'applied'
      // Opening over a stricter word that its author had not seen leaves the stricter one: only plain courses are told here.
      if (counts && body.kind === 'lock') {
        if (logged.change.subject === siteBook) site = body.closing
        else closings.set(body.scope, body.closing)
        continue
      }
      if (!counts || released.has(refOf(logged.change))) continue
      const around = scopesOf(body).flatMap((scope) => [
        site,
        ...[...closings].flatMap(([closed, closing]) => (within(scope, closed) ? [closing] : [])),
      ])
      if (data.includes(body.kind)) expect(around.filter((closing) => closing !== 'open')).toEqual([])
      if (review.includes(body.kind)) expect(around.filter((closing) => closing === 'locked')).toEqual([])
    }
  })
})

test('an intact signature is of what stands there, a verification of every value that stands there', () => {
  always((_, casebook) => {
    const signatures = [...bookSignatures(casebook), ...[...casebook.forms.values()].flatMap((form) => form.signatures)]
    for (const { scope, intact, logged } of signatures) {
      const { body } = logged.change
      const signed = body.kind === 'sign' ? body.scopes.find((one) => one.scope === scope)?.content : undefined
      expect(intact).toBe(signed === signedContent(casebook, scope))
    }
    for (const form of casebook.forms.values()) {
      const verification = verificationsOf(form)
      for (const item of form.items.values()) {
        const body = verification(item)?.change.body
        if (body?.kind !== 'verify') continue
        expect(item.contested).toBe(false)
        for (const { ref } of item.heads) expect(body.heads).toContain(ref)
      }
    }
  })
})

test('a query of a finding is there exactly as long as the finding is, and closed only for the values that were judged', () => {
  always((_, casebook) => {
    for (const { origin, finding, status, thread } of queriesIn(study, casebook, today)) {
      if (origin !== 'check') continue
      if (!finding) expect(status).toBe('closed')
      else if (status === 'closed' || status === 'cancelled') {
        const judged = thread.flatMap(({ legal, logged: { change } }) =>
          legal && change.body.kind === 'query' ? [[...(change.body.evidence ?? [])].sort()] : [],
        )
        expect(judged).toContainEqual([...finding.evidence].sort())
      }
    }
  })
})

test('a screen that has everything offers what the server takes: each move of each query, each closing of each part', () => {
  always(({ server }, casebook) => {
    const site = siteOf(server)
    const takes = (person: number, body: ChangeBody) =>
      heldFor(changeOf(person, 10_000, body, false, server.length), casebook, site) === undefined
    for (const [person, role] of people.entries()) {
      const { author } = changeOf(person, 1, { kind: 'enrol', code: SubjectCode.parse('NL01-001') }, false, 0)
      for (const query of queriesIn(study, casebook, today)) {
        const closing = closedAt(casebook, query.scope, site)?.closing ?? 'open'
        const offered = isOpenTo('query', closing) ? movesOn(query, [role], author) : []
        for (const move of QueryMove.options) {
          const taken = takes(person, queryMove(query, move, 'because'))
          if (offered.includes(move)) expect([role, query.id, move, taken]).toEqual([role, query.id, move, true])
          // What opened by itself is judged on its values from wherever it stands; the sponsor answers only what it was asked.
          else if (query.origin === 'manual' && move !== 'answer')
            expect([role, query.id, move, taken]).toEqual([role, query.id, move, false])
        }
      }
      for (const scope of parts) {
        const here = closedHere(casebook, scope)
        for (const closing of Closing.options) {
          const stopped = closing === 'locked' && standsAgainst(againstLocking(casebook, scope))
          const offered = mayLead(role, here?.closing ?? 'open', closing) && !stopped
          const body = { kind: 'lock' as const, scope, bases: [...(here?.heads ?? [])], closing, reason: 'as agreed' }
          expect([role, scope, closing, takes(person, body)]).toEqual([role, scope, closing, offered])
        }
      }
    }
  })
})
