/** The SDK's clients of ECR, Elastic Load Balancing and CloudWatch. */

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { AwsJson1_0Protocol, AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols'
import * as cloudwatchSdk from '@aws-sdk/client-cloudwatch'
import * as ecrSdk from '@aws-sdk/client-ecr'
import * as elbSdk from '@aws-sdk/client-elastic-load-balancing-v2'
import { Server, often, world } from './server.mjs'

let server
before(async () => {
  server = await Server.start()
})
after(() => server?.stop())

test('images are listed, scanned, and cleaned up in a preview', async () => {
  const images = Array.from({ length: 120 }, (_, number) => ({ tags: [`${number}`], findings: null }))
  await server.world({ repositories: [{ name: 'shop/web', images }] })
  const ecr = new ecrSdk.ECR(server.settings)
  const repository = { repositoryName: 'shop/web' }
  const found = []
  // It writes the next token into what it is given.
  for await (const page of ecrSdk.paginateDescribeImages({ client: ecr }, { ...repository })) found.push(...page.imageDetails)
  assert.equal(new Set(found.map((one) => one.imageDigest)).size, 120)
  assert.ok(found[0].imagePushedAt instanceof Date)

  await server.pace()
  const imageId = { imageTag: '7' }
  await ecr.startImageScan({ ...repository, imageId })
  assert.equal((await ecrSdk.waitUntilImageScanComplete(often(ecr), { ...repository, imageId })).state, 'SUCCESS')

  const selection = { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 100 }
  const lifecyclePolicyText = JSON.stringify({ rules: [{ rulePriority: 1, selection, action: { type: 'expire' } }] })
  await ecr.startLifecyclePolicyPreview({ ...repository, lifecyclePolicyText })
  const { reason } = await ecrSdk.waitUntilLifecyclePolicyPreviewComplete(often(ecr), repository)
  assert.equal(reason.summary.expiringImageTotalCount, 20)

  await assert.rejects(ecr.describeImages({ repositoryName: 'gone' }), ecrSdk.RepositoryNotFoundException)
})

test('targets come into service and are deregistered', async () => {
  await server.world()
  await server.pace()
  const elb = new elbSdk.ElasticLoadBalancingV2(server.settings)
  const { TargetGroups } = await elb.describeTargetGroups({ Names: ['web'] })
  const group = { TargetGroupArn: TargetGroups[0].TargetGroupArn }
  assert.equal((await elbSdk.waitUntilTargetInService(often(elb), group)).state, 'SUCCESS')
  const { TargetHealthDescriptions } = await elb.describeTargetHealth(group)
  const Targets = [TargetHealthDescriptions[0].Target]
  await elb.deregisterTargets({ ...group, Targets })
  assert.equal((await elbSdk.waitUntilTargetDeregistered(often(elb), { ...group, Targets })).state, 'SUCCESS')
  assert.equal((await elbSdk.waitUntilLoadBalancerAvailable(often(elb), { Names: ['front'] })).state, 'SUCCESS')
  await assert.rejects(elb.describeTargetGroups({ Names: ['gone'] }), elbSdk.TargetGroupNotFoundException)
})

// The SDK's own choice, and the two that older and newer SDKs have made.
for (const protocol of [undefined, AwsJson1_0Protocol, AwsQueryProtocol, AwsSmithyRpcV2CborProtocol]) {
  test(`alarms and metrics: ${protocol?.name ?? 'as the SDK has it'}`, async () => {
    await server.world(world({}, { alarms: [{ name: 'errors', target_group: 'web' }] }))
    await server.control('POST', '/time/advance', { span: '30m' })
    const cloudwatch = new cloudwatchSdk.CloudWatch({ ...server.settings, ...(protocol && { protocol }) })
    const found = await cloudwatchSdk.waitUntilAlarmExists(often(cloudwatch), { AlarmNames: ['errors'] })
    const [alarm] = found.reason.MetricAlarms
    assert.deepEqual([alarm.StateValue, alarm.Threshold], ['OK', 10])
    assert.ok(alarm.StateUpdatedTimestamp instanceof Date)

    const Metric = { Namespace: 'AWS/ApplicationELB', MetricName: 'RequestCount', Dimensions: alarm.Dimensions }
    const start = new Date('2026-01-01T00:00:00Z')
    const { MetricDataResults } = await cloudwatch.getMetricData({
      MetricDataQueries: [{ Id: 'requests', MetricStat: { Metric, Period: 60, Stat: 'Sum' } }],
      StartTime: start,
      EndTime: new Date(start.getTime() + 20 * 60_000),
    })
    assert.equal(MetricDataResults[0].Values.length, 20)
    assert.ok(MetricDataResults[0].Values.slice(0, 19).every((value) => Math.abs(value - 300) < 20))
    assert.ok(MetricDataResults[0].Timestamps[0] instanceof Date)

    const refused = await cloudwatch.describeAlarms({ MaxRecords: 101 }).catch((error) => error)
    assert.equal(refused.$metadata.httpStatusCode, 400)
    assert.match(refused.name, /Validation/)
  })
}
