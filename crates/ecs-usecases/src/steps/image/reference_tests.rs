#![allow(clippy::unwrap_used)]
use super::*;

const HEX: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

fn parts(text: &str) -> (Option<String>, String, Option<String>, Option<String>) {
    let reference = ImageReference::parse(text).unwrap();
    let own = |part: Option<&str>| part.map(str::to_owned);
    (own(reference.host()), reference.repository().to_owned(), own(reference.tag()), own(reference.digest()))
}

#[test]
fn it_has_parts() {
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(parts("shop/web:1.2"), (None, "shop/web".into(), some("1.2"), None));
    assert_eq!(parts("nginx"), (None, "nginx".into(), None, None));
    assert_eq!(parts("localhost:5000/a/b"), (some("localhost:5000"), "a/b".into(), None, None));
    let digest = format!("sha256:{HEX}");
    assert_eq!(parts(&format!("public.ecr.aws/x/y:v1@{digest}")), (some("public.ecr.aws"), "x/y".into(), some("v1"), Some(digest)));
}

#[test]
fn ecr_hosts_are_recognised() {
    for host in [
        "111122223333.dkr.ecr.eu-west-1.amazonaws.com",
        "111122223333.dkr.ecr-fips.eu-west-1.amazonaws.com",
        "111122223333.dkr-ecr.eu-west-1.on.aws",
    ] {
        let found = ImageReference::parse(format!("{host}/team/app:1")).unwrap().ecr().unwrap();
        assert!(found.is_of(&Scope::new("111122223333", "eu-west-1")), "{host}");
    }
    let china = EcrRegistry::of_host("111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn").unwrap();
    assert_eq!(china.region, "cn-north-1");
    assert_eq!(EcrRegistry::host_of(&Scope::new("111122223333", "cn-north-1")), "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn");
    for other in ["public.ecr.aws", "11112222333.dkr.ecr.eu-west-1.amazonaws.com", "111122223333.dkr.ecr..amazonaws.com", "ghcr.io"] {
        assert_eq!(EcrRegistry::of_host(other), None, "{other}");
    }
}

#[test]
fn docker_hub_has_short_names() {
    let pulled = |text: &str| ImageReference::parse(text).unwrap().as_pulled();
    assert_eq!(pulled("nginx:1"), ("docker.io".into(), "library/nginx".into()));
    assert_eq!(pulled("grafana/loki"), ("docker.io".into(), "grafana/loki".into()));
    assert_eq!(pulled("index.docker.io/grafana/loki"), ("docker.io".into(), "grafana/loki".into()));
    assert_eq!(pulled("ghcr.io/a/b"), ("ghcr.io".into(), "a/b".into()));
}

#[test]
fn the_error_names_the_mistake() {
    for (text, mistake) in [
        ("", "empty"),
        ("a b", "' '"),
        ("https://x.io/a", "URL"),
        ("Shop/web:1", "upper-case"),
        ("shop//web", "empty part"),
        ("shop/-web", "begin and end"),
        ("shop/we..b", "`..`"),
        ("shop/web:", "tag is empty"),
        ("shop/web:.x", "begins with"),
        ("shop/web@sha256:12", "2 hexadecimal"),
        ("shop/web@md5:12", "`md5`"),
        ("shop/web@12", "algorithm"),
        ("x.io:a/web", "port"),
        ("-x.io/web", "host name"),
    ] {
        let error = ImageReference::parse(text).unwrap_err();
        assert!(error.to_string().contains(mistake), "{text}: {error}");
    }
    let error = serde_json::from_str::<ImageReference>("\"Shop:1\"").unwrap_err();
    assert!(error.to_string().contains("upper-case"), "{error}");
}

#[test]
fn it_is_text_in_json() {
    let reference: ImageReference = serde_json::from_str("\"shop/web:1\"").unwrap();
    assert_eq!(serde_json::to_string(&reference).unwrap(), "\"shop/web:1\"");
}
