//! Microservices: three services in the order of what they depend on, and back again if one fails.

use ecs_usecases::{Result, Simulator, error, use_cases::MicroservicesDeployment};
use serde_json::json;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let client = Simulator::new(include_str!("worlds/fleet.json").parse()?)?.client();
    let all = |image: &str| -> Result<MicroservicesDeployment> {
        let depends = [("web", vec!["api"]), ("api", vec!["db"]), ("db", vec![])];
        let service = |(name, on)| json!({ "cluster": "main", "service": name, "image": image, "depends_on": on });
        let request = json!({ "services": depends.into_iter().map(service).collect::<Vec<_>>() });
        error::read(&request, "the services")
    };

    for member in client.run(all("shop/web:1.1")?).await?.services {
        println!("{} deployed", member.name);
    }

    match client.run(all("shop/web:1.3")?).await {
        Ok(_) => println!("they were deployed"),
        Err(error) => println!("{error}"),
    }
    Ok(())
}
