import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, test } from 'vitest'
import { isTerm } from '#shared/clinical/quality-of-life/value-sets'
import { figureName } from '../../../renderer/form/inspector/figures'
import { proofTexts } from '../../../renderer/form/inspector/proof-texts'
import { LANGUAGES, type UiLanguage, speak, useLanguage, useTexts } from '../../../renderer/ui/language'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

const TERMS = [
  ...['StartValue', 'Intercept', 'Num45sq', 'N4', 'N5', 'MOAD', 'PDAD'],
  ...['MO', 'SC', 'UA', 'PD', 'AD'].flatMap((dimension) => ['2', '5', '45'].map((level) => dimension + level)),
]

function Names() {
  const say = useTexts(proofTexts)
  const language = useLanguage()
  return TERMS.map((term) => <p key={term}>{figureName(say, language, term)}</p>)
}

function namesIn(language: UiLanguage): ReadonlyMap<string, string> {
  const box = document.createElement('div')
  const root = createRoot(box)
  act(() => {
    speak(language)
    root.render(<Names />)
  })
  const said = [...box.querySelectorAll('p')].map(({ textContent }, i) => [TERMS[i] ?? '', textContent] as const)
  act(() => {
    root.unmount()
    speak('en')
  })
  return new Map(said)
}

test.each(LANGUAGES)('each term of an EQ-5D value set has words of its own (%s)', (language) => {
  const names = namesIn(language)
  for (const [term, name] of names) {
    expect(isTerm(term)).toBe(true)
    expect(name).not.toBe(term)
    expect(name).toMatch(/^\p{Lu}\p{Ll}/u)
  }
  expect(new Set(names.values()).size).toBe(TERMS.length)
})

test.each([
  ['en', 'Full health', 'Mobility, level 2', 'Anxiety, depression, level 4 or 5'],
  ['fr', 'Pleine santé', 'Mobilité, niveau 2', 'Anxiété, dépression, niveau 4 ou 5'],
  ['sv', 'Full hälsa', 'Rörlighet, nivå 2', 'Oro, nedstämdhet, nivå 4 eller 5'],
] as const)('the constant, a level and what severe levels take away besides (%s)', (language, start, level, severe) => {
  const names = namesIn(language)
  expect([names.get('StartValue'), names.get('MO2'), names.get('AD45')]).toEqual([start, level, severe])
})
