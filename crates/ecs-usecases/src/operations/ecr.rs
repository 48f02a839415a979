//! Amazon Elastic Container Registry.

super::table::operations! { "ecr", Ecr, ecr {
    CreateRepository -> CreateRepositoryResponse, Write, Probe;
    DescribeRepositories -> DescribeRepositoriesResponse, Read, Idempotent;
    DeleteRepository -> DeleteRepositoryResponse, Write, Probe;
    PutImageTagMutability -> PutImageTagMutabilityResponse, Write, Idempotent;
    PutImageScanningConfiguration -> PutImageScanningConfigurationResponse, Write, Idempotent;
    PutLifecyclePolicy -> PutLifecyclePolicyResponse, Write, Idempotent;
    GetLifecyclePolicy -> GetLifecyclePolicyResponse, Read, Idempotent;
    DeleteLifecyclePolicy -> DeleteLifecyclePolicyResponse, Write, Probe;
    StartLifecyclePolicyPreview -> StartLifecyclePolicyPreviewResponse, Write, Probe;
    GetLifecyclePolicyPreview -> GetLifecyclePolicyPreviewResponse, Read, Idempotent;
    SetRepositoryPolicy -> SetRepositoryPolicyResponse, Write, Idempotent;
    GetRepositoryPolicy -> GetRepositoryPolicyResponse, Read, Idempotent;
    DeleteRepositoryPolicy -> DeleteRepositoryPolicyResponse, Write, Probe;
    PutReplicationConfiguration -> PutReplicationConfigurationResponse, Write, Idempotent;
    DescribeImageReplicationStatus -> DescribeImageReplicationStatusResponse, Read, Idempotent;
    DescribeRegistry -> DescribeRegistryResponse, Read, Idempotent;
    TagResource -> TagResourceResponse, Write, Idempotent;
    UntagResource -> UntagResourceResponse, Write, Idempotent;
    ListTagsForResource -> ListTagsForResourceResponse, Read, Idempotent;
    DescribeImages -> DescribeImagesResponse, Read, Idempotent;
    BatchGetImage -> BatchGetImageResponse, Read, Idempotent;
    PutImage -> PutImageResponse, Write, Probe;
    ListImages -> ListImagesResponse, Read, Idempotent;
    DescribeImageScanFindings -> DescribeImageScanFindingsResponse, Read, Idempotent;
    StartImageScan -> StartImageScanResponse, Write, Probe;
    GetRegistryScanningConfiguration -> GetRegistryScanningConfigurationResponse, Read, Idempotent;
    PutRegistryScanningConfiguration -> PutRegistryScanningConfigurationResponse, Write, Idempotent;
    GetAuthorizationToken -> GetAuthorizationTokenResponse, Read, Idempotent;
    BatchDeleteImage -> BatchDeleteImageResponse, Write, Idempotent;
    BatchCheckLayerAvailability -> BatchCheckLayerAvailabilityResponse, Read, Idempotent;
} }
