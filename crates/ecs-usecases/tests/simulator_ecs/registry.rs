//! What clients ask ECR and CloudWatch for besides.

use super::support::*;
use ecs_usecases::simulator::{ImageBehaviour, ImageScript};
use serde_json::{Value, json};

#[tokio::test]
async fn images_are_deleted_by_tag_and_by_digest() {
    let shop = Shop::open(without_balancer(0, json!({})));
    let ids = |ids: Value| json!({"repositoryName": "shop/web", "imageIds": ids});
    let got = shop.call("ecr:BatchGetImage", ids(json!([{"imageTag": "1.0"}]))).await.unwrap()["images"][0].clone();
    let put = json!({"repositoryName": "shop/web", "imageManifest": got["imageManifest"], "imageTag": "stable"});
    shop.call("ecr:PutImage", put).await.unwrap();
    let reply = shop.call("ecr:BatchDeleteImage", ids(json!([{"imageTag": "1.0"}, {"imageTag": "none"}, {}]))).await.unwrap();
    assert_eq!(reply["imageIds"], json!([{"imageDigest": got["imageId"]["imageDigest"], "imageTag": "1.0"}]));
    let codes: Vec<_> = reply["failures"].as_array().unwrap().iter().map(|failure| failure["failureCode"].as_str().unwrap()).collect();
    assert_eq!(codes, ["ImageNotFound", "MissingDigestAndTag"]);
    let digest = json!([{"imageDigest": got["imageId"]["imageDigest"]}]);
    let shown = shop.call("ecr:DescribeImages", ids(digest.clone())).await.unwrap();
    assert_eq!(shown["imageDetails"][0]["imageTags"], json!(["stable"]), "its other tag keeps it");
    shop.call("ecr:BatchDeleteImage", ids(json!([{"imageTag": "stable"}]))).await.unwrap();
    assert_eq!(shop.call("ecr:DescribeImages", ids(digest)).await.unwrap_err().code(), Some("ImageNotFoundException"));

    let index = ImageScript { architectures: vec!["X86_64".into(), "ARM64".into()], ..image("both", ImageBehaviour::default()) };
    let digest = shop.0.push_image("shop/web", &index).unwrap();
    let manifest =
        shop.call("ecr:BatchGetImage", ids(json!([{"imageDigest": digest}]))).await.unwrap()["images"][0]["imageManifest"].clone();
    let manifest: Value = serde_json::from_str(manifest.as_str().unwrap()).unwrap();
    let child = json!([{"imageDigest": manifest["manifests"][0]["digest"]}]);
    let reply = shop.call("ecr:BatchDeleteImage", ids(child.clone())).await.unwrap();
    assert_eq!(reply["failures"][0]["failureCode"], "ImageReferencedByManifestList");
    shop.call("ecr:BatchDeleteImage", ids(json!([{"imageDigest": digest}]))).await.unwrap();
    let reply = shop.call("ecr:BatchDeleteImage", ids(child.clone())).await.unwrap();
    assert_eq!(reply["imageIds"], child);
}

#[tokio::test]
async fn layers_are_those_of_the_manifests() {
    let shop = Shop::open(without_balancer(0, json!({})));
    let get = json!({"repositoryName": "shop/web", "imageIds": [{"imageTag": "1.0"}]});
    let text = shop.call("ecr:BatchGetImage", get).await.unwrap()["images"][0]["imageManifest"].clone();
    let layer = serde_json::from_str::<Value>(text.as_str().unwrap()).unwrap()["layers"][0].clone();
    let missing = format!("sha256:{}", "0".repeat(64));
    let check = json!({"repositoryName": "shop/web", "layerDigests": [layer["digest"], missing, "x"]});
    let reply = shop.call("ecr:BatchCheckLayerAvailability", check).await.unwrap();
    assert_eq!((&reply["layers"][0]["layerAvailability"], &reply["layers"][0]["layerSize"]), (&json!("AVAILABLE"), &layer["size"]));
    assert_eq!(reply["layers"][1]["layerAvailability"], "UNAVAILABLE");
    assert_eq!(reply["failures"][0]["failureCode"], "InvalidLayerDigest");
}

#[tokio::test]
async fn a_token_is_for_twelve_hours() {
    let shop = Shop::open(without_balancer(0, json!({})));
    let data = shop.call("ecr:GetAuthorizationToken", json!({})).await.unwrap()["authorizationData"][0].clone();
    assert_eq!(data["proxyEndpoint"], "https://111122223333.dkr.ecr.eu-west-1.amazonaws.com");
    assert!(data["authorizationToken"].as_str().unwrap().starts_with("QVdTO"), "AWS: {data}");
    assert_eq!(data["expiresAt"].as_f64().unwrap() as i64, 1_767_225_600 + 12 * 3600);
}

#[tokio::test]
async fn an_alarm_is_set_until_it_is_evaluated() {
    let mut scene = scenario(2, json!({}));
    scene.alarms = vec![alarm(false)];
    let shop = Shop::open(scene);
    let state = async || shop.call("cloudwatch:DescribeAlarms", json!({})).await.unwrap()["MetricAlarms"][0]["StateValue"].clone();
    assert_eq!(state().await, "OK");
    let set = json!({"AlarmName": "errors", "StateValue": "ALARM", "StateReason": "a drill"});
    shop.call("cloudwatch:SetAlarmState", set.clone()).await.unwrap();
    assert_eq!(state().await, "ALARM");
    shop.pass(70);
    assert_eq!(state().await, "OK");
    let mut unknown = set;
    unknown["AlarmName"] = json!("none");
    assert_eq!(shop.call("cloudwatch:SetAlarmState", unknown).await.unwrap_err().code(), Some("ResourceNotFound"));
    shop.pass(600);
    let listed = shop.call("cloudwatch:ListMetrics", json!({"MetricName": "RequestCount"})).await.unwrap()["Metrics"].clone();
    assert_eq!(listed.as_array().unwrap().len(), 2, "of the load balancer, and of it with the target group: {listed}");
    let request = json!({
        "Namespace": listed[0]["Namespace"],
        "MetricName": "RequestCount",
        "Dimensions": listed[0]["Dimensions"],
        "StartTime": 1_767_225_600,
        "EndTime": 1_767_225_600 + 300,
        "Period": 300,
        "Statistics": ["Sum", "SampleCount"],
    });
    let points = shop.call("cloudwatch:GetMetricStatistics", request.clone()).await.unwrap()["Datapoints"].clone();
    assert_eq!((points.as_array().unwrap().len(), &points[0]["Sum"]), (1, &json!(15000.0)), "50 a second: {points}");
    for (member, wrong) in [("Statistics", json!([])), ("EndTime", json!(0)), ("Period", json!(61))] {
        let mut request = request.clone();
        request[member] = wrong;
        assert!(shop.call("cloudwatch:GetMetricStatistics", request).await.is_err(), "{member}");
    }
    let datum =
        json!({"Namespace": "shop", "MetricData": [{"MetricName": "Orders", "Value": 1.0, "Dimensions": [{"Name": "a", "Value": "b"}]}]});
    shop.call("cloudwatch:PutMetricData", datum).await.unwrap();
    let filter = json!({"Namespace": "shop", "Dimensions": [{"Name": "a"}]});
    let listed = shop.call("cloudwatch:ListMetrics", filter).await.unwrap()["Metrics"].clone();
    assert_eq!(listed, json!([{"Namespace": "shop", "MetricName": "Orders", "Dimensions": [{"Name": "a", "Value": "b"}]}]));
}
