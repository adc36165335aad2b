import { expect, test } from 'vitest'
import { ItemDef } from '#shared/study/definition'
import { showEntry } from '#shared/study/show-entry'

const item = (def: object): ItemDef => ItemDef.parse({ oid: 'ITEM', label: { en: 'Item' }, ...def })
const yesNo = {
  oid: 'NY',
  codes: [
    { code: 'Y', text: { en: 'Yes', fr: 'Oui' } },
    { code: 'N', text: { en: 'No' } },
  ],
}

test.each([
  [item({ type: 'date' }), { state: 'value', text: '2026-03-02' } as const, '2 Mar 2026', '2 mars 2026'],
  [item({ type: 'date' }), { state: 'value', text: '2026-03' } as const, 'Mar 2026', 'mars 2026'],
  [item({ type: 'date' }), { state: 'value', text: 'unreadable' } as const, 'unreadable', 'unreadable'],
  [
    item({ type: 'datetime' }),
    { state: 'value', text: '2026-03-02T09:30:00+01:00' } as const,
    '2 Mar 2026 09:30 (UTC+01:00)',
    '2 mars 2026 09:30 (UTC+01:00)',
  ],
  [item({ type: 'decimal' }), { state: 'value', text: '7,40', unit: 'g/dL' } as const, '7,40 g/dL', '7,40 g/dL'],
  [item({ type: 'code', codeList: 'NY' }), { state: 'value', text: 'Y' } as const, 'Yes', 'Oui'],
  [item({ type: 'code', codeList: 'NY' }), { state: 'value', text: 'X' } as const, 'X', 'X'],
  [item({ type: 'multi', codeList: 'NY' }), { state: 'value', text: 'Y N' } as const, 'Yes, No', 'Oui, No'],
  [
    item({ type: 'text' }),
    { state: 'missing', code: 'ND', reason: 'refused' } as const,
    'Not done: refused',
    'Non fait\u00a0: refused',
  ],
  [item({ type: 'text' }), { state: 'blank' } as const, '', ''],
  [
    item({ type: 'calculated', expression: '1', result: 'decimal', decimals: 1, unit: 'kg/m2' }),
    { state: 'value', text: '22.05' } as const,
    '22.1 kg/m²',
    '22,1 kg/m²',
  ],
])('$type %o is shown as %s', (def, entry, en, fr) => {
  expect(showEntry(def, entry, yesNo, 'en')).toBe(en)
  expect(showEntry(def, entry, yesNo, 'fr')).toBe(fr)
})
