//! Amazon Elastic Container Service.

super::table::operations! { "ecs", Ecs, ecs {
    CreateCluster -> CreateClusterResponse, Write, Idempotent;
    DescribeClusters -> DescribeClustersResponse, Read, Idempotent;
    DeleteCluster -> DeleteClusterResponse, Write, Idempotent;
    RegisterTaskDefinition -> RegisterTaskDefinitionResponse, Write, Probe;
    DescribeTaskDefinition -> DescribeTaskDefinitionResponse, Read, Idempotent;
    DeregisterTaskDefinition -> DeregisterTaskDefinitionResponse, Write, Idempotent;
    ListTaskDefinitions -> ListTaskDefinitionsResponse, Read, Idempotent;
    CreateService -> CreateServiceResponse, Write, Token;
    UpdateService -> UpdateServiceResponse, Write, Probe;
    DescribeServices -> DescribeServicesResponse, Read, Idempotent;
    DeleteService -> DeleteServiceResponse, Write, Idempotent;
    ListServices -> ListServicesResponse, Read, Idempotent;
    ListTasks -> ListTasksResponse, Read, Idempotent;
    DescribeTasks -> DescribeTasksResponse, Read, Idempotent;
    StopTask -> StopTaskResponse, Write, Idempotent;
    ListContainerInstances -> ListContainerInstancesResponse, Read, Idempotent;
    DescribeContainerInstances -> DescribeContainerInstancesResponse, Read, Idempotent;
    ListServiceDeployments -> ListServiceDeploymentsResponse, Read, Idempotent;
    DescribeServiceDeployments -> DescribeServiceDeploymentsResponse, Read, Idempotent;
    DescribeServiceRevisions -> DescribeServiceRevisionsResponse, Read, Idempotent;
    StopServiceDeployment -> StopServiceDeploymentResponse, Write, Probe;
    ContinueServiceDeployment -> ContinueServiceDeploymentResponse, Write, Probe;
    TagResource -> TagResourceResponse, Write, Idempotent;
    UntagResource -> UntagResourceResponse, Write, Idempotent;
    ListTagsForResource -> ListTagsForResourceResponse, Read, Idempotent;
    RunTask -> RunTaskResponse, Write, Token;
    ListClusters -> ListClustersResponse, Read, Idempotent;
    UpdateCluster -> UpdateClusterResponse, Write, Idempotent;
    UpdateClusterSettings -> UpdateClusterSettingsResponse, Write, Idempotent;
    PutClusterCapacityProviders -> PutClusterCapacityProvidersResponse, Write, Idempotent;
    DescribeCapacityProviders -> DescribeCapacityProvidersResponse, Read, Idempotent;
    ListTaskDefinitionFamilies -> ListTaskDefinitionFamiliesResponse, Read, Idempotent;
    DeleteTaskDefinitions -> DeleteTaskDefinitionsResponse, Write, Idempotent;
    ListAccountSettings -> ListAccountSettingsResponse, Read, Idempotent;
} }
