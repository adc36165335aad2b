import { StudyId } from '#shared/ids'
import { StudyVersion } from '#shared/study/definition'
import { smallStudy } from './small-study'

export const RANDOMISED = StudyId.parse('NCT00000002')

const item = (oid: string, codeList?: string) => ({
  ...{ oid, label: { en: oid } },
  ...(codeList === undefined ? { type: 'date' as const } : { type: 'code' as const, codeList }),
})
const form = (oid: string, ...items: ReturnType<typeof item>[]) => ({
  ...{ oid, title: { en: oid }, checks: [] },
  groups: [{ oid: 'DATA', items }],
})
const list = (oid: string, ...codes: string[]) => ({ oid, codes: codes.map((code) => ({ code, text: { en: code } })) })
const title = { en: 'A title' }

type Def = NonNullable<StudyVersion['randomisation']>

/**
 * A study that randomises: a control arm against a personalised one, which becomes one of two by the scan, within grade
 * and site; once the investigator has signed eligibility, the scan is there and nobody has left.
 */
export const randomisedStudy = (more: Partial<Def> = {}, id = RANDOMISED): StudyVersion =>
  StudyVersion.parse({
    ...smallStudy,
    study: { ...smallStudy.study, id },
    arms: ['CTL', 'PERS-A', 'PERS-B'].map((oid) => ({ oid, title })),
    events: [
      { oid: 'SCR', title, kind: 'scheduled', forms: ['SV', 'NET', 'PETF', 'IE', 'RAND'] },
      { oid: 'EOS', title, kind: 'scheduled', forms: ['SV', 'WD', 'NET'] },
      { oid: 'LOG', title, kind: 'log', forms: ['AE'] },
    ],
    forms: [
      ...smallStudy.forms.filter(({ oid }) => oid !== 'VS'),
      form('NET', item('NETGRADE', 'GRADE')),
      form('PETF', item('FDGPOS', 'YN')),
      form('IE', item('IEYN', 'YN')),
      form('WD', item('WDDAT')),
      form('RAND', item('RANDDAT'), item('ARMCD', 'ARM'), item('STRAT1', 'GRADE'), item('RANDSRC', 'YN')),
    ],
    codeLists: [list('GRADE', 'G1', 'G2', 'G3'), list('YN', 'Y', 'N'), list('ARM', 'CTL', 'PERS-A', 'PERS-B')],
    randomisation: {
      masking: { value: 'open', from: 'record' },
      method: { value: 'blocks', from: 'record' },
      arms: {
        from: 'assumed',
        note: 'One to one.',
        value: [
          { arm: 'CTL', parts: 1 },
          {
            arm: 'PERS',
            parts: 1,
            subArm: {
              from: 'record',
              value: { value: 'PETF.FDGPOS == "Y" ? "PERS-B" : "PERS-A"', at: 'SCR', arms: ['PERS-A', 'PERS-B'] },
            },
          },
        ],
      },
      strata: [
        {
          from: 'record',
          value: {
            ...{ by: 'value', oid: 'GRADE', title, value: 'NET.NETGRADE', at: 'SCR' },
            levels: [
              { code: 'G2', title },
              { code: 'G3', title },
            ],
          },
        },
        { from: 'record', value: { by: 'site', oid: 'SITE', title } },
      ],
      signed: [{ event: 'SCR', form: 'IE', meaning: 'eligibility' }],
      needs: [
        { from: 'record', value: { oid: 'INSTUDY', holds: '!given(WD.WDDAT)', message: { en: 'Has left.' } } },
        { from: 'record', value: { oid: 'SCAN', holds: 'given(PETF.FDGPOS)', at: 'SCR', message: { en: 'No scan.' } } },
      ],
      records: {
        ...{ event: 'SCR', form: 'RAND' },
        items: [
          { item: 'RANDDAT', holds: 'date' },
          { item: 'ARMCD', holds: 'arm' },
          { item: 'STRAT1', holds: { stratum: 'GRADE' } },
          { item: 'RANDSRC', holds: { text: 'Y' } },
        ],
      },
      ...more,
    },
  })
