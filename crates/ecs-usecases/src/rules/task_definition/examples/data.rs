use super::{Example, ec2, example, fargate, fargate_task, times, with};
use serde_json::{Value, json};

const SECRET: &str = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf:password::";

pub(super) fn examples() -> Vec<Example> {
    let volumes = |volumes: Value| with(ec2(json!({})), json!({ "volumes": volumes }));
    let mounts = |name: &str| {
        with(ec2(json!({ "mountPoints": [{ "sourceVolume": name, "containerPath": "/d" }] })), json!({ "volumes": [{ "name": "data" }] }))
    };
    let from = |name: &str| {
        fargate_task(json!([{ "name": "app", "image": "a" }, { "name": "b", "image": "b", "volumesFrom": [{ "sourceContainer": name }] }]))
    };
    let efs =
        |members: Value| volumes(json!([{ "name": "d", "efsVolumeConfiguration": with(json!({ "fileSystemId": "fs-1" }), members) }]));
    let docker = |scope: &str| volumes(json!([{ "name": "d", "dockerVolumeConfiguration": { "scope": scope, "autoprovision": true } }]));
    let secret = |value: &str| fargate(json!({ "secrets": [{ "name": "A", "valueFrom": value }] }));
    let secrets = |names: &[&str], environment: Value| {
        let secrets: Value = names.iter().map(|name| json!({ "name": name, "valueFrom": SECRET })).collect();
        fargate(json!({ "secrets": secrets, "environment": environment }))
    };
    let files = |count, name: &str| {
        let value = format!("arn:aws:s3:::bucket/{name}");
        fargate(json!({ "environmentFiles": times(count, |_| json!({ "type": "s3", "value": value })) }))
    };
    let specs = |specs: Value| ec2(json!({ "credentialSpecs": specs }));
    let spec = "credentialspec:arn:aws:ssm:eu-west-1:111122223333:parameter/spec";
    let unset = |member: &str, task: Value| with(task, json!({ member: null }));
    let ecr = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1";
    let options = json!({ "awslogs-group": "/ecs/web", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "web" });
    let logs = json!({ "logConfiguration": { "logDriver": "awslogs", "options": options } });
    let s3files = json!([{ "name": "d", "s3filesVolumeConfiguration": { "fileSystemArn": "arn:aws:s3files:eu-west-1:111122223333:file-system/fs-1" } }]);
    let role = |member: &str, role: &str| with(fargate(json!({})), json!({ member: role }));
    vec![
        example("TD-MOUNT-VOLUME", mounts("data"), mounts("date"), &["containerDefinitions[0].mountPoints[0].sourceVolume"]),
        example("TD-VOLUMES-FROM", from("app"), from("c"), &["containerDefinitions[1].volumesFrom[0].sourceContainer"]),
        example("TD-VOLUMES-FROM", from("app"), from("b"), &["containerDefinitions[1].volumesFrom[0].sourceContainer"]),
        example("TD-VOLUME-NAME", volumes(json!([{ "name": "a-b_C" }])), volumes(json!([{ "name": "a b" }])), &["volumes[0].name"]),
        example(
            "TD-VOLUME-NAME",
            volumes(json!([{ "name": "d", "configuredAtLaunch": true }])),
            volumes(json!([{ "configuredAtLaunch": true }])),
            &["volumes[0].name"],
        ),
        example(
            "TD-VOLUME-NAME-UNIQUE",
            volumes(json!([{ "name": "a" }, { "name": "b" }])),
            volumes(json!([{ "name": "a" }, { "name": "a" }])),
            &["volumes[1].name"],
        ),
        example(
            "TD-VOLUME-KIND",
            volumes(json!([{ "name": "a", "host": {} }])),
            volumes(json!([{ "name": "a", "host": {}, "dockerVolumeConfiguration": {} }])),
            &["volumes[0]"],
        ),
        example(
            "TD-VOLUME-AT-LAUNCH",
            volumes(json!([{ "name": "a", "configuredAtLaunch": true }, { "name": "b", "configuredAtLaunch": false }])),
            volumes(json!([{ "name": "a", "configuredAtLaunch": true }, { "name": "b", "configuredAtLaunch": true }])),
            &["volumes[1].configuredAtLaunch"],
        ),
        example(
            "TD-EFS-ROOT",
            efs(json!({ "rootDirectory": "/", "transitEncryption": "ENABLED", "authorizationConfig": { "accessPointId": "fsap-1" } })),
            efs(json!({ "rootDirectory": "/a", "transitEncryption": "ENABLED", "authorizationConfig": { "accessPointId": "fsap-1" } })),
            &["volumes[0].efsVolumeConfiguration.rootDirectory"],
        ),
        example(
            "TD-EFS-ENCRYPTION",
            efs(json!({ "transitEncryption": "ENABLED", "authorizationConfig": { "iam": "ENABLED" } })),
            efs(json!({ "authorizationConfig": { "iam": "ENABLED" } })),
            &["volumes[0].efsVolumeConfiguration.transitEncryption"],
        ),
        example("TD-VOLUME-AUTOPROVISION", docker("shared"), docker("task"), &["volumes[0].dockerVolumeConfiguration.autoprovision"]),
        example(
            "TD-SECRET-VALUE-FROM",
            secret(SECRET),
            secret("arn:aws:s3:::bucket/key"),
            &["containerDefinitions[0].secrets[0].valueFrom"],
        ),
        example(
            "TD-SECRET-VALUE-FROM",
            secret("/prod/db_PASSWORD"),
            secret("my parameter"),
            &["containerDefinitions[0].secrets[0].valueFrom"],
        ),
        example(
            "TD-SECRET-VALUE-FROM",
            secret("arn:aws:ssm:eu-west-1:111122223333:parameter/db"),
            secret("arn:aws:ssm:eu-west-1:111122223333:db"),
            &["containerDefinitions[0].secrets[0].valueFrom"],
        ),
        example(
            "TD-SECRET-NAME-UNIQUE",
            secrets(&["A", "B"], json!([])),
            secrets(&["A", "A"], json!([])),
            &["containerDefinitions[0].secrets[1].name"],
        ),
        example(
            "TD-SECRET-ENVIRONMENT",
            secrets(&["A"], json!([{ "name": "B", "value": "" }])),
            secrets(&["A"], json!([{ "name": "A", "value": "" }])),
            &["containerDefinitions[0].secrets[0].name"],
        ),
        example(
            "TD-ENVIRONMENT-UNIQUE",
            secrets(&[], json!([{ "name": "A", "value": "1" }, { "name": "a", "value": "2" }])),
            secrets(&[], json!([{ "name": "A", "value": "1" }, { "name": "A", "value": "2" }])),
            &["containerDefinitions[0].environment[1].name"],
        ),
        example("TD-ENVIRONMENT-FILE-COUNT", files(10, "a.env"), files(11, "a.env"), &["containerDefinitions[0].environmentFiles"]),
        example("TD-ENVIRONMENT-FILE", files(1, "a.env"), files(1, "a.txt"), &["containerDefinitions[0].environmentFiles[0].value"]),
        example(
            "TD-CREDENTIAL-SPEC",
            specs(json!([spec])),
            specs(json!([spec, "credentialspec:file"])),
            &["containerDefinitions[0].credentialSpecs", "containerDefinitions[0].credentialSpecs[1]"],
        ),
        example(
            "TD-ROLE",
            role("taskRoleArn", "arn:aws-cn:iam::111122223333:role/team/web"),
            role("taskRoleArn", "TASK ROLE"),
            &["taskRoleArn"],
        ),
        example(
            "TD-ROLE",
            role("executionRoleArn", "web"),
            role("executionRoleArn", "arn:aws:iam::111122223333:user/web"),
            &["executionRoleArn"],
        ),
        example("TD-ROLE-EMPTY", unset("taskRoleArn", fargate(json!({}))), role("taskRoleArn", ""), &["taskRoleArn"]),
        example(
            "TD-EXECUTION-ROLE-ECR",
            unset("executionRoleArn", fargate(json!({ "image": "public.ecr.aws/a/b:1" }))),
            unset("executionRoleArn", fargate(json!({ "image": ecr }))),
            &["executionRoleArn"],
        ),
        example("TD-EXECUTION-ROLE-LOGS", ec2(logs.clone()), with(fargate(logs), json!({ "executionRoleArn": "" })), &["executionRoleArn"]),
        example(
            "TD-EXECUTION-ROLE-SECRETS",
            secrets(&["A"], json!([])),
            unset("executionRoleArn", secrets(&["A"], json!([]))),
            &["executionRoleArn"],
        ),
        example(
            "TD-S3FILES-TASK-ROLE",
            with(role("taskRoleArn", "web"), json!({ "volumes": s3files })),
            with(fargate(json!({})), json!({ "volumes": s3files })),
            &["taskRoleArn"],
        ),
    ]
}
