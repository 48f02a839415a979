"""Change the image of a service and wait, with this library: arguments are cluster, service, image."""

import sys

from ecs_usecases import Client

cluster, service, image = sys.argv[1:4]
Client().rolling_deployment(cluster=cluster, service=service, image=image)
