import { describe, expect, test } from 'vitest'
import { randomisation as nelmas } from '#forms/nelmas/randomisation'
import { randomisation as netRetreat } from '#forms/net-retreat/randomisation'
import { randomisation as netter2 } from '#forms/netter-2/randomisation'
import { randomisation as reLuth } from '#forms/re-luth/randomisation'
import { randomisation as startNet } from '#forms/start-net/randomisation'
import { RandomisationDef } from '#shared/study/randomisation-definition'

describe.each([
  ['NET RETREAT', netRetreat, 'NR1:1 NR2:1', 'PFI'],
  ['ReLUTH', reLuth, 'RL-EXP:1 RL-CTL:1', 'SITE RESPONSE'],
  ['NELMAS', nelmas, 'NL-A:1 NL-B:1', 'MARGIN GRADE'],
  ['NETTER-2', netter2, 'N2-L:2 N2-C:1', 'GRADE ORIGIN'],
  ['START-NET', startNet, 'SN-P:1 SN-C:1', 'FDG GRADE SITE'],
])('%s', (_, design, arms, strata) => {
  test('is a definition, with its ratio and its strata', () => {
    const def = RandomisationDef.parse(design)
    expect(def.arms.value.map(({ arm, parts }) => `${arm}:${parts}`).join(' ')).toBe(arms)
    expect(def.strata.map(({ value }) => value.oid).join(' ')).toBe(strata)
  })

  test('shows each stratum in the form, in its order', () => {
    const shown = design.records?.items.flatMap(({ item, holds }) =>
      typeof holds === 'object' && 'stratum' in holds ? [`${item} ${holds.stratum}`] : [],
    )
    expect(shown).toEqual(strata.split(' ').map((oid, i) => `STRAT${i + 1} ${oid}`))
  })

  test('says everything in French as well, and nothing of blocks', () => {
    const texts = [
      ...design.needs.map(({ value }) => value.message),
      ...design.strata.flatMap(({ value }) => [
        value.title,
        ...(value.by === 'value' ? value.levels : []).map(({ title }) => title),
      ]),
    ]
    for (const text of texts) expect(text.fr).toBeTruthy()
    expect(JSON.stringify(design)).not.toMatch(/size|seed|percent/i)
  })
})
