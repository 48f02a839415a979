// Change the image of a service and wait, with this library: arguments are the package, cluster, service, image.
const [module, cluster, service, image] = process.argv.slice(2)
const { Client } = await import(module)
await new Client().rollingDeployment({ cluster, service, image })
