import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, test } from 'vitest'
import { studyDay } from '#shared/clinical/time/age'
import { FormulaProof } from '../../../renderer/form/inspector/formula-proof'
import { speak } from '../../../renderer/ui/language'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

function said(language: 'en' | 'fr'): readonly string[] {
  const computed = studyDay.compute({ from_date: '2026-01-05', on_date: '2026-02-01' })
  if (!computed.ok) throw new Error('no day on study')
  const box = document.createElement('div')
  const root = createRoot(box)
  act(() => {
    speak(language)
    root.render(<FormulaProof computed={computed} />)
  })
  const lines = [...box.querySelectorAll('p, dt, dd')].map(({ textContent }) => textContent)
  act(() => root.unmount())
  return lines
}

test('the day on study says from when it is counted', () => {
  expect(said('en')).toEqual([
    'Day on study',
    'days since it began; that day is day 1',
    'From',
    '5 Jan 2026',
    'On',
    '1 Feb 2026',
    'Result',
    '28 d',
    'Source: definition (CDISC study day)',
  ])
  expect(said('fr')).toContain('Jour d’étude')
})
