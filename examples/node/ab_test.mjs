// A/B test: two versions side by side for ten minutes, and the better one stays.
import { DeploymentFailedError, Simulator } from 'ecs-usecases'
import { readFile } from 'node:fs/promises'

const world = JSON.parse(await readFile(new URL('../worlds/shop.json', import.meta.url), 'utf8'))
const client = Simulator.fromScenario(world).client()

const RULE = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/front/42c3db770e87ca7a/41c92af33845c0e8'
const GROUP = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/green/1cb4f73a7141ea42'

/**
 * @param {string} image
 * @returns {Promise<import('ecs-usecases').AbTestOutcome>}
 */
async function compare(image) {
  try {
    return await client.abTest({
      cluster: 'main',
      service: 'web',
      image,
      split: { type: 'weight', listenerRuleArn: RULE, targetGroupArn: GROUP, percent: 40 },
      duration: '10m',
      then: 'promote_if_good',
    })
  } catch (error) {
    if (!(error instanceof DeploymentFailedError)) throw error
    return /** @type {import('ecs-usecases').AbTestOutcome} */ (error.outcome)
  }
}

for (const image of ['shop/web:1.1', 'shop/web:1.2']) {
  const { arms, promoted, reasons } = await compare(image)
  for (const { arm, requests, errorRate } of arms) console.log(`${arm}: ${requests} requests, ${errorRate.toFixed(1)}% errors`)
  console.log(promoted ? 'promoted' : `taken away: ${reasons.join('; ')}`)
}
