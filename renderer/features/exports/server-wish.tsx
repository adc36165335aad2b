import type { ExportWish } from '#shared/export/job'
import { usePlace } from '../../app/place'
import { useAppSelector, useSession } from '../../app/store'
import { appTexts } from '../../app/texts'
import { useSiteStudy } from '../../data/hooks'
import type { ServerExports } from '../../export/use-server-exports'
import { Segmented } from '../../ui/field'
import { useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import styles from './exports.module.css'
import { serverTexts } from './server-texts'
import { exportsTexts } from './texts'

export type Profile = ExportWish['profile']

interface ServerWishProps {
  readonly profile: Profile
  readonly onProfile: (profile: Profile) => void
  /** The forms as nobody has filled them are for everybody, and nobody's data are in them. */
  readonly nobodys: boolean
}

/** For whom the server makes it, and what will be in it. */
export function ServerWish({ profile, onProfile, nobodys }: ServerWishProps) {
  const say = useTexts(serverTexts)
  const words = useTexts(exportsTexts)
  const app = useTexts(appTexts)
  const place = usePlace()
  const study = useSiteStudy(place)
  const { user } = useSession()
  const sites = useAppSelector(({ exchange }) => exchange.sites) ?? []
  const seen = sites.filter((one) => one.study === place.study)
  if (nobodys) return null
  const about = { study: study?.version.study.name ?? place.study, site: place.siteName, count: seen.length }
  return (
    <>
      <div className={styles.language}>
        <h2>{say('profile')}</h2>
        <Segmented
          label={say('profile')}
          value={profile}
          choices={(['full', 'audit', 'deidentified'] as const).map((value) => ({ value, label: say(value) }))}
          onChange={onProfile}
        />
        <p className="secondary">{say(`${profile}.text`)}</p>
      </div>
      <section className={styles.before}>
        <h2>{say('before')}</h2>
        <p className="medium">{say('sites', about)}</p>
        <p>
          {say('asItStands')} {say('unsent')}
        </p>
        {profile !== 'deidentified' && (
          <p className="secondary">{words('signedBy', { name: user.name, role: app(place.roles[0]) })}</p>
        )}
      </section>
    </>
  )
}

/** Why the server makes nothing now, or why it did not do what it was asked for. */
export function ServerTrouble({ of: { jobs, reached, trouble } }: { of: ServerExports }) {
  const say = useTexts(serverTexts)
  if (!reached)
    return (
      <Notice tone="device" live title={say('noServer')}>
        {say('noServerText')}
      </Notice>
    )
  if (trouble !== undefined) return <Notice tone="stop" live title={say(`trouble.${trouble}`)} />
  const waits = jobs?.some(({ state }) => state === 'queued' || state === 'running') ?? false
  return waits ? <p className="secondary">{say('oneAlready')}</p> : null
}
