extension FieldTable {
  /// Messages that events share: payloads, failures, policies, links.
  static let sharedMessages = """
    Failure: 1 message text; 2 source text; 3 stackTrace text; 4 cause Failure;
      5 applicationFailureInfo @; 6 timeoutFailureInfo @; 7 canceledFailureInfo @;
      8 terminatedFailureInfo @; 9 serverFailureInfo @; 10 resetWorkflowFailureInfo @;
      11 activityFailureInfo @; 12 childWorkflowExecutionFailureInfo @;
      13 nexusOperationExecutionFailureInfo NexusOperationFailureInfo;
      14 nexusHandlerFailureInfo @; 20 encodedAttributes Payload
    ApplicationFailureInfo: 1 type text; 2 nonRetryable bool; 3 details Payloads;
      4 nextRetryDelay duration; 5 category #ApplicationErrorCategory
    TimeoutFailureInfo: 1 timeoutType #TimeoutType; 2 lastHeartbeatDetails Payloads
    CanceledFailureInfo: 1 details Payloads; 2 identity text
    TerminatedFailureInfo: 1 identity text
    ServerFailureInfo: 1 nonRetryable bool
    ResetWorkflowFailureInfo: 1 lastHeartbeatDetails Payloads
    ActivityFailureInfo: 1 scheduledEventId int64; 2 startedEventId int64; 3 identity text;
      4 activityType @; 5 activityId text; 6 retryState #RetryState
    ChildWorkflowExecutionFailureInfo: 1 namespace text; 2 workflowExecution @;
      3 workflowType @; 4 initiatedEventId int64; 5 startedEventId int64;
      6 retryState #RetryState
    NexusOperationFailureInfo: 1 scheduledEventId int64; 2 endpoint text; 3 service text;
      4 operation text; 5 operationId text; 6 operationToken text
    NexusHandlerFailureInfo: 1 type text; 2 retryBehavior #NexusHandlerErrorRetryBehavior
    UserMetadata: 1 summary Payload; 2 details Payload
    Payload: 1 metadata {bytes}; 2 data bytes; 3 externalPayloads ExternalPayloadDetails*
    ExternalPayloadDetails: 1 sizeBytes int64
    Link: 1 workflowEvent @; 2 batchJob @; 3 activity @; 4 nexusOperation @; 5 workflow @;
      6 callback LinkedCallback
    WorkflowEvent: 1 namespace text; 2 workflowId text; 3 runId text;
      100 eventRef EventReference; 101 requestIdRef RequestIdReference
    EventReference: 1 eventId int64; 2 eventType #EventType
    RequestIdReference: 1 requestId text; 2 eventType #EventType
    BatchJob: 1 jobId text
    Activity: 1 namespace text; 2 activityId text; 3 runId text
    NexusOperation: 1 namespace text; 2 operationId text; 3 runId text
    Workflow: 1 namespace text; 2 workflowId text; 3 runId text; 4 reason text
    LinkedCallback: 1 namespace text; 2 execution @; 3 componentPath text*; 4 requestId text
    Execution: 1 type #ExecutionType; 2 businessId text; 3 runId text
    Principal: 1 type text; 2 name text
    EventGroupMarker: 1 label @; 2 inboundEvent @; 3 inboundUpdate @
    Label: 1 id text; 2 label Payload
    InboundEvent: 1 inboundEventId int64
    InboundUpdate: 1 inboundUpdateId text
    WorkflowType: 1 name text
    WorkflowExecution: 1 workflowId text; 2 runId text
    TaskQueue: 1 name text; 2 kind #TaskQueueKind; 3 normalName text
    Payloads: 1 payloads Payload*
    ActivityType: 1 name text
    RetryPolicy: 1 initialInterval duration; 2 backoffCoefficient double;
      3 maximumInterval duration; 4 maximumAttempts int32; 5 nonRetryableErrorTypes text*
    Memo: 1 fields {Payload}
    SearchAttributes: 1 indexedFields {Payload}
    ResetPoints: 1 points ResetPointInfo*
    ResetPointInfo: 1 binaryChecksum text; 2 runId text; 3 firstWorkflowTaskCompletedId int64;
      4 createTime time; 5 expireTime time; 6 resettable bool; 7 buildId text
    Header: 1 fields {Payload}
    WorkerVersionStamp: 1 buildId text; 3 useVersioning bool
    Callback: 2 nexus @; 3 internal @; 4 nexusHandler @; 100 links Link*
    Nexus: 1 url text; 2 header {text}
    Internal: 1 data bytes
    NexusHandler: 1 taskQueueName text; 2 service text; 3 operation text;
      4 sourceContext Payload
    VersioningOverride: 1 behavior #VersioningBehavior; 2 deployment @;
      3 pinned PinnedOverride; 4 autoUpgrade bool; 5 oneTime OneTimeOverride;
      9 pinnedVersion text
    PinnedOverride: 1 behavior #PinnedOverrideBehavior; 2 version WorkerDeploymentVersion
    WorkerDeploymentVersion: 1 buildId text; 2 deploymentName text
    OneTimeOverride: 1 targetDeploymentVersion WorkerDeploymentVersion
    Deployment: 1 seriesName text; 2 buildId text
    Priority: 1 priorityKey int32; 2 fairnessKey text; 3 fairnessWeight float
    InheritedAutoUpgradeInfo: 1 sourceDeploymentVersion WorkerDeploymentVersion;
      2 sourceDeploymentRevisionNumber int64;
      3 continueAsNewInitialVersioningBehavior #ContinueAsNewVersioningBehavior
    TimeSkippingConfig: 1 enabled bool; 2 fastForwardConfig @; 3 disablePropagation bool;
      4 maxSessionSkipCount int32
    FastForwardConfig: 1 id text; 2 duration duration
    TimeSkippingStatePropagation: 1 initialSkippedDuration duration;
      2 fastForwardTargetTime time; 3 initialSkipCount int32
    PropagatedSerializationContext: 1 endpoint text; 2 service text; 3 operation text
    WorkflowTaskCompletedMetadata: 1 coreUsedFlags uint32*; 2 langUsedFlags uint32*;
      3 sdkName text; 4 sdkVersion text
    MeteringMetadata: 13 nonfirstLocalActivityExecutionAttempts uint32
    Request: 1 meta @; 2 input @; 3 requestId text; 4 completionCallbacks Callback*;
      5 links Link*; 6 propagatedNexusSerializationContext PropagatedSerializationContext
    Meta: 1 updateId text; 2 identity text
    Input: 1 header @; 2 name text; 3 args Payloads
    Outcome: 1 success Payloads; 2 failure @
    """
}
