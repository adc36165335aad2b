import { z } from 'zod'
import { type AdministrationOverview, type Delegation, HeldRole } from '#shared/administration/protocol'
import { SiteId, StudyId } from '#shared/ids'
import { can } from '#shared/roles'
import { useToday } from '../../../app/clock'
import { Field, Select, TextInput } from '../../../ui/field'
import { useTexts } from '../../../ui/language'
import { Notice } from '../../../ui/notice'
import styles from '../admin.module.css'
import { peopleTexts } from './texts'

/** A role as it is being filled in: texts, read when it is given. */
export interface DelegationDraft {
  readonly study: string
  readonly site: string
  readonly role: string
  readonly from: string
  readonly until: string
  readonly trainedOn: string
}

export const newDelegation = (studies: AdministrationOverview['studies'], today: string): DelegationDraft => ({
  ...{ study: studies[0]?.study ?? '', site: '', role: '', from: today, until: '', trainedOn: '' },
})

export type DelegationFault = 'incomplete' | 'untrained' | 'backwards'

const isDay = (text: string) => z.iso.date().safeParse(text).success
/** A role begins with its first day and ends with its last, by this device's clock. */
const morning = (day: string, days = 0): string => {
  const at = new Date(`${day}T00:00:00`)
  at.setDate(at.getDate() + days)
  return at.toISOString()
}

/** The role as the server takes it, or what is missing or cannot be. */
export function readDelegation(draft: DelegationDraft, now: Date, today: string): Delegation | DelegationFault {
  const study = StudyId.safeParse(draft.study)
  const site = SiteId.safeParse(draft.site)
  const role = HeldRole.safeParse(draft.role)
  const everywhere = draft.site === '*'
  if (!study.success || !role.success || !(everywhere || site.success)) return 'incomplete'
  if (!isDay(draft.from) || !isDay(draft.trainedOn) || (draft.until !== '' && !isDay(draft.until))) return 'incomplete'
  if (draft.trainedOn > draft.from) return 'untrained'
  if (draft.until !== '' && draft.until < draft.from) return 'backwards'
  return {
    ...{ study: study.data, site: site.success && !everywhere ? site.data : '*', role: role.data },
    // One that begins today begins now: the server's clock decides, and nobody works before they were told.
    from: draft.from === today ? now.toISOString() : morning(draft.from),
    ...(draft.until !== '' && { until: morning(draft.until, 1) }),
    trainedOn: draft.trainedOn,
  }
}

interface DelegationFieldsProps {
  readonly studies: AdministrationOverview['studies']
  readonly draft: DelegationDraft
  readonly onChange: (draft: DelegationDraft) => void
  readonly fault: DelegationFault | undefined
  /** The person administers the server: no role in data is theirs. */
  readonly administrator: boolean
}

/** Study, site, role and days of one delegation. */
export function DelegationFields({ studies, draft, onChange, fault, administrator }: DelegationFieldsProps) {
  const say = useTexts(peopleTexts)
  const today = useToday()
  const set = (part: Partial<DelegationDraft>) => onChange({ ...draft, ...part })
  const sites = studies.find(({ study }) => study === draft.study)?.sites ?? []
  const roles = HeldRole.options.filter((role) => !(administrator && can(role, 'read-casebook')))
  return (
    <fieldset className={styles.fields}>
      {administrator && (
        <Notice tone="calm" title={say('administratorOnly')}>
          {say('administratorOnlyText')}
        </Notice>
      )}
      <Field label={say('study')} required>
        {(control) => (
          <Select
            {...control}
            value={draft.study}
            choices={studies.map(({ study, name }) => ({ value: study, label: `${name} (${study})` }))}
            onChange={({ target }) => set({ study: target.value, site: '' })}
          />
        )}
      </Field>
      <div className={styles.pair}>
        <Field label={say('role')} required>
          {(control) => (
            <Select
              {...control}
              value={draft.role}
              blank={say('choose')}
              choices={roles.map((role) => ({ value: role, label: say(`role.${role}`) }))}
              onChange={({ target }) => set({ role: target.value })}
            />
          )}
        </Field>
        <Field label={say('site')} required>
          {(control) => (
            <Select
              {...control}
              value={draft.site}
              blank={say('choose')}
              choices={[
                ...sites.map(({ site, name }) => ({ value: site, label: `${site}, ${name}` })),
                { value: '*', label: say('everySite') },
              ]}
              onChange={({ target }) => set({ site: target.value })}
            />
          )}
        </Field>
      </div>
      <div className={styles.pair}>
        <Field label={say('from')} required>
          {(control) => (
            <TextInput
              {...control}
              type="date"
              value={draft.from}
              onChange={({ target }) => set({ from: target.value })}
            />
          )}
        </Field>
        <Field label={say('until')} hint={say('untilHint')}>
          {(control) => (
            <TextInput
              {...control}
              type="date"
              value={draft.until}
              onChange={({ target }) => set({ until: target.value })}
            />
          )}
        </Field>
      </div>
      <Field
        label={say('trained')}
        required
        hint={say('trainedHint')}
        problem={fault === undefined ? undefined : say(`fault.${fault}`)}
      >
        {(control) => (
          <TextInput
            {...control}
            type="date"
            max={today}
            value={draft.trainedOn}
            onChange={({ target }) => set({ trainedOn: target.value })}
          />
        )}
      </Field>
    </fieldset>
  )
}
