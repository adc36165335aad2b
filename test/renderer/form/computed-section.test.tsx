import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, expect, test } from 'vitest'
import { netter2 } from '#forms/netter-2/study'
import { FormPath, itemOf } from '#shared/casebook/path'
import { formulaOf } from '#shared/clinical/formulas'
import { compileStudy } from '#shared/study/compile'
import { readEntry } from '#shared/study/read-entry'
import { ComputedSection } from '../../../renderer/form/inspector/computed-section'
import { keyOf } from '../../../renderer/form/inspector/proof-texts'
import { drawScene } from '../../../renderer/form/scene'
import { speak } from '../../../renderer/ui/language'
import { Story, nurse } from '../../support/story'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

const study = compileStudy(netter2)

/** Forms by path, items as `GROUP/ITEM` as a nurse types them. */
type Told = Readonly<Record<string, Readonly<Record<string, string>>>>

const told: Told = {
  'SCR/DM': { 'PERSON/BRTHDAT': '1961-01-13', 'PERSON/SEX': 'M' },
  'SCR/VS': { 'MEASURED/VSDAT': '2026-01-14', 'VITALS/WEIGHT': '70' },
  'SCR/LBC': { 'SAMPLE/LBDAT': '2026-01-15', 'RESULTS/CREAT': '1.4 mg/dL', 'RESULTS/K': '6.6', 'RESULTS/CA': '2.3' },
  'SCR/LBH': { 'RESULTS/HGB': '3.6 mmol/L', 'RESULTS/PLT': '140', 'RESULTS/HCT': '0.4' },
}

function item(form: string, oid: string, language: 'en' | 'fr', forms = told) {
  const story = new Story(study.id)
  for (const [path, values] of Object.entries(forms)) {
    const entries = Object.entries(values).map(([key, text]) => {
      const def = study.item(path.split('/')[1] ?? '', key.split('/')[1] ?? '')?.def
      const codes = (def && study.codeListOf(def)?.codes.map(({ code }) => code)) ?? []
      const read = def && readEntry(def, { text }, { today: '2026-02-01', codes })
      if (!read?.ok) throw new Error(`${key} cannot be ${text}`)
      return [key, read.entry] as const
    })
    story.enters(nurse, '2026-02-01T10:00:00.000+01:00', FormPath.parse(path), Object.fromEntries(entries))
  }
  const doing = { unexplained: new Map(), unstored: new Map(), underway: new Map(), asking: undefined }
  const scene = drawScene(
    {
      doing,
      ...{ study, casebook: story.casebook(), form: FormPath.parse(form) },
      ...{ today: '2026-02-01', language, role: 'nurse' },
    },
    undefined,
  )
  const found = [...scene.items.values()].find(({ path }) => itemOf(path) === oid)
  if (!found) throw new Error(`no item ${oid}`)
  return found
}

const drawn: (() => void)[] = []
afterEach(() => drawn.splice(0).forEach((remove) => remove()))

/** What the panel says of an item, line by line. */
function panel(form: string, oid: string, language: 'en' | 'fr' = 'en', forms = told): readonly string[] {
  const box = document.createElement('div')
  const root = createRoot(box)
  drawn.push(() => act(() => root.unmount()))
  act(() => {
    speak(language)
    root.render(<ComputedSection study={study} item={item(form, oid, language, forms)} />)
  })
  return [...box.querySelectorAll('h3, p, dl > div')].map((line) =>
    [...(line.children.length > 0 ? line.childNodes : [line])].map((part) => part.textContent).join(' | '),
  )
}

test('a clearance: formula, inputs as entered and converted, where they stand, rounding, source', () => {
  expect(panel('SCR/LBC', 'CRTCLRE')).toEqual([
    'How was this computed',
    'Clearance, Cockcroft–Gault',
    '(140 − age) × weight ÷ (72 × SCr ÷ 88.4) × 0.85 (F)',
    'Age | 65 years | Sample date 15 Jan 2026 | Birth date 13 Jan 1961',
    'Weight | 70 kg | Vital signs, Screening',
    'Sex | Male | Demographics, Screening',
    'Creatinine | 1.4 mg/dL | = 123.76 µmol/L',
    'On the way',
    'Creatinine | 1.4 mg/dL',
    'Without the factor for women.',
    'Result | 52.083333… mL/min',
    'Shown with 1 decimal | 52.1 mL/min',
    'Source: Cockcroft DW, Gault MH. Nephron 1976;16:31-41',
  ])
})

test('the same in French, with decimal commas', () => {
  const said = panel('SCR/LBC', 'CRTCLRE', 'fr')
  expect(said).toContain('(140 − âge) × poids ÷ (72 × SCr ÷ 88,4) × 0,85 (F)')
  expect(said).toContain('Créatinine | 1.4 mg/dL | = 123,76 µmol/L')
  expect(said).toContain('Affiché avec 1 décimale | 52,1 mL/min')
})

test('where something is missing: what, and what there is', () => {
  const without = { ...told, 'SCR/VS': { 'MEASURED/VSDAT': '2026-01-14' } }
  expect(panel('SCR/LBC', 'CRTCLRE', 'en', without)).toEqual([
    'How was this computed',
    'Clearance, Cockcroft–Gault',
    'Missing: Weight.',
    'Sample date | 15 Jan 2026',
    'Birth date | 13 Jan 1961 | Demographics, Screening',
    'Weight | missing | Vital signs',
    'Sex | Male | Demographics, Screening',
    'Creatinine | 1.4 mg/dL',
  ])
})

test('a grade: its criterion and source; the term that could not be graded says what it needs', () => {
  expect(panel('SCR/LBC', 'K').slice(1, 8)).toEqual([
    'Hyperkalemia | 3Grade 3',
    'value > 6.0 mmol/L',
    'Value | 6.6 mmol/L',
    'The worst criterion met is that of grade 3.',
    'Source: NCI CTCAE 5.0, 2017-11-27',
    'Hypokalemia',
    'Not graded: needs the laboratory’s lower limit of normal.',
  ])
})

test('a flag is no grade: it says what was expected, in which unit, and that this is no reference range', () => {
  expect(panel('SCR/LBH', 'HGB').slice(-5)).toEqual([
    'Outside what is expected',
    '60 ≤ value ≤ 190 g/L',
    'Value | 3.6 mmol/L | = 58.008379… g/L',
    'It lies below.',
    'What the form expects, to find typing slips. It is no laboratory’s reference range.',
  ])
})

test('total calcium waits for albumin; what nothing is computed of says nothing', () => {
  expect(panel('SCR/LBC', 'CA').at(-1)).toBe('Graded as calcium corrected for albumin.')
  expect(panel('SCR/LBH', 'HCT')).toEqual([])
  expect(panel('SCR/DM', 'SEX')).toEqual([])
})

const everyFormula = [
  ...['anc', 'age', 'bsa_dubois', 'bsa_mosteller', 'capa', 'capecitabine_intake', 'ckd_epi_2021', 'lmr18', 'mdrd_175'],
  ...['cockcroft_gault_mgdl', 'cockcroft_gault_umol', 'completed_months', 'convert', 'corrected_calcium_si', 'qtcf'],
  ...['corrected_calcium_us', 'cumulative_activity', 'egfr_mean_lmr18_capa', 'lu177_decay', 'lu177_deviation'],
  ...['lu177_net_injected', 'renal_projection'],
]

test.each(everyFormula)('the formula %s and its inputs have names', (key) => {
  const inputs = formulaOf(key)?.inputs ?? []
  expect(inputs.length).toBeGreaterThan(0)
  expect([keyOf('formula', key), ...inputs.map((name) => keyOf('name', name))]).not.toContain(undefined)
})
