terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
variable "endpoint" { type = string }
variable "tag" { type = string }
variable "desired" {
  type    = number
  default = 2
}
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "simulated"
  secret_key                  = "simulated"
  skip_metadata_api_check     = true
  skip_credentials_validation = true
  skip_requesting_account_id  = false
  max_retries                 = 3
  endpoints {
    ecs   = var.endpoint
    ecr   = var.endpoint
    elbv2 = var.endpoint
    sts   = var.endpoint
    iam   = var.endpoint
  }
}
resource "aws_ecr_repository" "tools" {
  name = "shop/tools"
}
resource "aws_ecs_cluster" "main" {
  name = "terraformed"
}
resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  execution_role_arn       = "arn:aws:iam::111122223333:role/ecsTaskExecutionRole"
  container_definitions = jsonencode([{
    name = "app", image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web:${var.tag}", essential = true
    portMappings = [{ containerPort = 8080 }]
  }])
}
resource "aws_ecs_service" "web" {
  name                  = "web"
  cluster               = aws_ecs_cluster.main.arn
  task_definition       = aws_ecs_task_definition.web.arn
  desired_count         = var.desired
  launch_type           = "FARGATE"
  wait_for_steady_state = true
  network_configuration {
    subnets         = ["subnet-a", "subnet-b"]
    security_groups = ["sg-1"]
  }
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }
  timeouts {
    create = "3m"
    update = "3m"
    delete = "3m"
  }
}
