extension FieldTable {
  /// Messages of the history itself: the events and their attributes.
  static let eventMessages = """
    History: 1 events HistoryEvent*
    HistoryEvent: 1 eventId int64; 2 eventTime time; 3 eventType #EventType; 4 version int64;
      5 taskId int64; 6 workflowExecutionStartedEventAttributes @;
      7 workflowExecutionCompletedEventAttributes @;
      8 workflowExecutionFailedEventAttributes @;
      9 workflowExecutionTimedOutEventAttributes @; 10 workflowTaskScheduledEventAttributes @;
      11 workflowTaskStartedEventAttributes @; 12 workflowTaskCompletedEventAttributes @;
      13 workflowTaskTimedOutEventAttributes @; 14 workflowTaskFailedEventAttributes @;
      15 activityTaskScheduledEventAttributes @; 16 activityTaskStartedEventAttributes @;
      17 activityTaskCompletedEventAttributes @; 18 activityTaskFailedEventAttributes @;
      19 activityTaskTimedOutEventAttributes @; 20 timerStartedEventAttributes @;
      21 timerFiredEventAttributes @; 22 activityTaskCancelRequestedEventAttributes @;
      23 activityTaskCanceledEventAttributes @; 24 timerCanceledEventAttributes @;
      25 markerRecordedEventAttributes @; 26 workflowExecutionSignaledEventAttributes @;
      27 workflowExecutionTerminatedEventAttributes @;
      28 workflowExecutionCancelRequestedEventAttributes @;
      29 workflowExecutionCanceledEventAttributes @;
      30 requestCancelExternalWorkflowExecutionInitiatedEventAttributes @;
      31 requestCancelExternalWorkflowExecutionFailedEventAttributes @;
      32 externalWorkflowExecutionCancelRequestedEventAttributes @;
      33 workflowExecutionContinuedAsNewEventAttributes @;
      34 startChildWorkflowExecutionInitiatedEventAttributes @;
      35 startChildWorkflowExecutionFailedEventAttributes @;
      36 childWorkflowExecutionStartedEventAttributes @;
      37 childWorkflowExecutionCompletedEventAttributes @;
      38 childWorkflowExecutionFailedEventAttributes @;
      39 childWorkflowExecutionCanceledEventAttributes @;
      40 childWorkflowExecutionTimedOutEventAttributes @;
      41 childWorkflowExecutionTerminatedEventAttributes @;
      42 signalExternalWorkflowExecutionInitiatedEventAttributes @;
      43 signalExternalWorkflowExecutionFailedEventAttributes @;
      44 externalWorkflowExecutionSignaledEventAttributes @;
      45 upsertWorkflowSearchAttributesEventAttributes @;
      46 workflowExecutionUpdateAcceptedEventAttributes @;
      47 workflowExecutionUpdateRejectedEventAttributes @;
      48 workflowExecutionUpdateCompletedEventAttributes @;
      49 workflowPropertiesModifiedExternallyEventAttributes @;
      50 activityPropertiesModifiedExternallyEventAttributes @;
      51 workflowPropertiesModifiedEventAttributes @;
      52 workflowExecutionUpdateAdmittedEventAttributes @;
      53 nexusOperationScheduledEventAttributes @; 54 nexusOperationStartedEventAttributes @;
      55 nexusOperationCompletedEventAttributes @; 56 nexusOperationFailedEventAttributes @;
      57 nexusOperationCanceledEventAttributes @; 58 nexusOperationTimedOutEventAttributes @;
      59 nexusOperationCancelRequestedEventAttributes @;
      60 workflowExecutionOptionsUpdatedEventAttributes @;
      61 nexusOperationCancelRequestCompletedEventAttributes @;
      62 nexusOperationCancelRequestFailedEventAttributes @;
      63 workflowExecutionPausedEventAttributes @;
      64 workflowExecutionUnpausedEventAttributes @;
      65 workflowExecutionTimeSkippingTransitionedEventAttributes @; 300 workerMayIgnore bool;
      301 userMetadata @; 302 links Link*; 303 principal @;
      304 eventGroupMarkers EventGroupMarker*
    WorkflowExecutionStartedEventAttributes: 1 workflowType @; 2 parentWorkflowNamespace text;
      3 parentWorkflowExecution WorkflowExecution; 4 parentInitiatedEventId int64;
      5 taskQueue @; 6 input Payloads; 7 workflowExecutionTimeout duration;
      8 workflowRunTimeout duration; 9 workflowTaskTimeout duration;
      10 continuedExecutionRunId text; 11 initiator #ContinueAsNewInitiator;
      12 continuedFailure Failure; 13 lastCompletionResult Payloads;
      14 originalExecutionRunId text; 15 identity text; 16 firstExecutionRunId text;
      17 retryPolicy @; 18 attempt int32; 19 workflowExecutionExpirationTime time;
      20 cronSchedule text; 21 firstWorkflowTaskBackoff duration; 22 memo @;
      23 searchAttributes @; 24 prevAutoResetPoints ResetPoints; 25 header @;
      26 parentInitiatedEventVersion int64; 27 parentWorkflowNamespaceId text;
      28 workflowId text; 29 sourceVersionStamp WorkerVersionStamp;
      30 completionCallbacks Callback*; 31 rootWorkflowExecution WorkflowExecution;
      32 inheritedBuildId text; 33 versioningOverride @;
      34 parentPinnedWorkerDeploymentVersion text; 35 priority @;
      37 inheritedPinnedVersion WorkerDeploymentVersion; 38 eagerExecutionAccepted bool;
      39 inheritedAutoUpgradeInfo @; 40 declinedTargetVersionUpgrade @;
      41 timeSkippingConfig @; 43 timeSkippingStatePropagation @;
      44 propagatedNexusSerializationContext PropagatedSerializationContext
    DeclinedTargetVersionUpgrade: 1 deploymentVersion WorkerDeploymentVersion;
      2 revisionNumber int64
    WorkflowExecutionCompletedEventAttributes: 1 result Payloads;
      2 workflowTaskCompletedEventId int64; 3 newExecutionRunId text
    WorkflowExecutionFailedEventAttributes: 1 failure @; 2 retryState #RetryState;
      3 workflowTaskCompletedEventId int64; 4 newExecutionRunId text
    WorkflowExecutionTimedOutEventAttributes: 1 retryState #RetryState;
      2 newExecutionRunId text
    WorkflowTaskScheduledEventAttributes: 1 taskQueue @; 2 startToCloseTimeout duration;
      3 attempt int32
    WorkflowTaskStartedEventAttributes: 1 scheduledEventId int64; 2 identity text;
      3 requestId text; 4 suggestContinueAsNew bool; 5 historySizeBytes int64;
      6 workerVersion WorkerVersionStamp; 7 buildIdRedirectCounter int64;
      8 suggestContinueAsNewReasons #SuggestContinueAsNewReason*;
      9 targetWorkerDeploymentVersionChanged bool
    WorkflowTaskCompletedEventAttributes: 1 scheduledEventId int64; 2 startedEventId int64;
      3 identity text; 4 binaryChecksum text; 5 workerVersion WorkerVersionStamp;
      6 sdkMetadata WorkflowTaskCompletedMetadata; 7 deployment @;
      8 versioningBehavior #VersioningBehavior; 9 workerDeploymentVersion text;
      10 workerDeploymentName text; 11 deploymentVersion WorkerDeploymentVersion;
      13 meteringMetadata @
    WorkflowTaskTimedOutEventAttributes: 1 scheduledEventId int64; 2 startedEventId int64;
      3 timeoutType #TimeoutType
    WorkflowTaskFailedEventAttributes: 1 scheduledEventId int64; 2 startedEventId int64;
      3 cause #WorkflowTaskFailedCause; 4 failure @; 5 identity text; 6 baseRunId text;
      7 newRunId text; 8 forkEventVersion int64; 9 binaryChecksum text;
      10 workerVersion WorkerVersionStamp
    ActivityTaskScheduledEventAttributes: 1 activityId text; 2 activityType @; 4 taskQueue @;
      5 header @; 6 input Payloads; 7 scheduleToCloseTimeout duration;
      8 scheduleToStartTimeout duration; 9 startToCloseTimeout duration;
      10 heartbeatTimeout duration; 11 workflowTaskCompletedEventId int64; 12 retryPolicy @;
      13 useWorkflowBuildId bool; 14 priority @
    ActivityTaskStartedEventAttributes: 1 scheduledEventId int64; 2 identity text;
      3 requestId text; 4 attempt int32; 5 lastFailure Failure;
      6 workerVersion WorkerVersionStamp; 7 buildIdRedirectCounter int64
    ActivityTaskCompletedEventAttributes: 1 result Payloads; 2 scheduledEventId int64;
      3 startedEventId int64; 4 identity text; 5 workerVersion WorkerVersionStamp
    ActivityTaskFailedEventAttributes: 1 failure @; 2 scheduledEventId int64;
      3 startedEventId int64; 4 identity text; 5 retryState #RetryState;
      6 workerVersion WorkerVersionStamp; 7 cause #ActivityTaskFailedCause
    ActivityTaskTimedOutEventAttributes: 1 failure @; 2 scheduledEventId int64;
      3 startedEventId int64; 4 retryState #RetryState
    TimerStartedEventAttributes: 1 timerId text; 2 startToFireTimeout duration;
      3 workflowTaskCompletedEventId int64
    TimerFiredEventAttributes: 1 timerId text; 2 startedEventId int64
    ActivityTaskCancelRequestedEventAttributes: 1 scheduledEventId int64;
      2 workflowTaskCompletedEventId int64
    ActivityTaskCanceledEventAttributes: 1 details Payloads;
      2 latestCancelRequestedEventId int64; 3 scheduledEventId int64; 4 startedEventId int64;
      5 identity text; 6 workerVersion WorkerVersionStamp
    TimerCanceledEventAttributes: 1 timerId text; 2 startedEventId int64;
      3 workflowTaskCompletedEventId int64; 4 identity text
    MarkerRecordedEventAttributes: 1 markerName text; 2 details {Payloads};
      3 workflowTaskCompletedEventId int64; 4 header @; 5 failure @
    WorkflowExecutionSignaledEventAttributes: 1 signalName text; 2 input Payloads;
      3 identity text; 4 header @; 5 skipGenerateWorkflowTask bool;
      6 externalWorkflowExecution WorkflowExecution; 7 requestId text
    WorkflowExecutionTerminatedEventAttributes: 1 reason text; 2 details Payloads;
      3 identity text
    WorkflowExecutionCancelRequestedEventAttributes: 1 cause text;
      2 externalInitiatedEventId int64; 3 externalWorkflowExecution WorkflowExecution;
      4 identity text
    WorkflowExecutionCanceledEventAttributes: 1 workflowTaskCompletedEventId int64;
      2 details Payloads
    RequestCancelExternalWorkflowExecutionInitiatedEventAttributes:
      1 workflowTaskCompletedEventId int64; 2 namespace text; 3 workflowExecution @;
      4 control text; 5 childWorkflowOnly bool; 6 reason text; 7 namespaceId text
    RequestCancelExternalWorkflowExecutionFailedEventAttributes:
      1 cause #CancelExternalWorkflowExecutionFailedCause;
      2 workflowTaskCompletedEventId int64; 3 namespace text; 4 workflowExecution @;
      5 initiatedEventId int64; 6 control text; 7 namespaceId text
    ExternalWorkflowExecutionCancelRequestedEventAttributes: 1 initiatedEventId int64;
      2 namespace text; 3 workflowExecution @; 4 namespaceId text
    WorkflowExecutionContinuedAsNewEventAttributes: 1 newExecutionRunId text;
      2 workflowType @; 3 taskQueue @; 4 input Payloads; 5 workflowRunTimeout duration;
      6 workflowTaskTimeout duration; 7 workflowTaskCompletedEventId int64;
      8 backoffStartInterval duration; 9 initiator #ContinueAsNewInitiator; 10 failure @;
      11 lastCompletionResult Payloads; 12 header @; 13 memo @; 14 searchAttributes @;
      15 inheritBuildId bool; 16 initialVersioningBehavior #ContinueAsNewVersioningBehavior
    StartChildWorkflowExecutionInitiatedEventAttributes: 1 namespace text; 2 workflowId text;
      3 workflowType @; 4 taskQueue @; 5 input Payloads; 6 workflowExecutionTimeout duration;
      7 workflowRunTimeout duration; 8 workflowTaskTimeout duration;
      9 parentClosePolicy #ParentClosePolicy; 10 control text;
      11 workflowTaskCompletedEventId int64; 12 workflowIdReusePolicy #WorkflowIdReusePolicy;
      13 retryPolicy @; 14 cronSchedule text; 15 header @; 16 memo @; 17 searchAttributes @;
      18 namespaceId text; 19 inheritBuildId bool; 20 priority @; 21 timeSkippingConfig @;
      23 timeSkippingStatePropagation @; 24 versioningOverride @
    StartChildWorkflowExecutionFailedEventAttributes: 1 namespace text; 2 workflowId text;
      3 workflowType @; 4 cause #StartChildWorkflowExecutionFailedCause; 5 control text;
      6 initiatedEventId int64; 7 workflowTaskCompletedEventId int64; 8 namespaceId text
    ChildWorkflowExecutionStartedEventAttributes: 1 namespace text; 2 initiatedEventId int64;
      3 workflowExecution @; 4 workflowType @; 5 header @; 6 namespaceId text
    ChildWorkflowExecutionCompletedEventAttributes: 1 result Payloads; 2 namespace text;
      3 workflowExecution @; 4 workflowType @; 5 initiatedEventId int64;
      6 startedEventId int64; 7 namespaceId text
    ChildWorkflowExecutionFailedEventAttributes: 1 failure @; 2 namespace text;
      3 workflowExecution @; 4 workflowType @; 5 initiatedEventId int64;
      6 startedEventId int64; 7 retryState #RetryState; 8 namespaceId text
    ChildWorkflowExecutionCanceledEventAttributes: 1 details Payloads; 2 namespace text;
      3 workflowExecution @; 4 workflowType @; 5 initiatedEventId int64;
      6 startedEventId int64; 7 namespaceId text
    ChildWorkflowExecutionTimedOutEventAttributes: 1 namespace text; 2 workflowExecution @;
      3 workflowType @; 4 initiatedEventId int64; 5 startedEventId int64;
      6 retryState #RetryState; 7 namespaceId text
    ChildWorkflowExecutionTerminatedEventAttributes: 1 namespace text; 2 workflowExecution @;
      3 workflowType @; 4 initiatedEventId int64; 5 startedEventId int64; 6 namespaceId text
    SignalExternalWorkflowExecutionInitiatedEventAttributes:
      1 workflowTaskCompletedEventId int64; 2 namespace text; 3 workflowExecution @;
      4 signalName text; 5 input Payloads; 6 control text; 7 childWorkflowOnly bool;
      8 header @; 9 namespaceId text
    SignalExternalWorkflowExecutionFailedEventAttributes:
      1 cause #SignalExternalWorkflowExecutionFailedCause;
      2 workflowTaskCompletedEventId int64; 3 namespace text; 4 workflowExecution @;
      5 initiatedEventId int64; 6 control text; 7 namespaceId text
    ExternalWorkflowExecutionSignaledEventAttributes: 1 initiatedEventId int64;
      2 namespace text; 3 workflowExecution @; 4 control text; 5 namespaceId text
    UpsertWorkflowSearchAttributesEventAttributes: 1 workflowTaskCompletedEventId int64;
      2 searchAttributes @
    WorkflowExecutionUpdateAcceptedEventAttributes: 1 protocolInstanceId text;
      2 acceptedRequestMessageId text; 3 acceptedRequestSequencingEventId int64;
      4 acceptedRequest Request
    WorkflowExecutionUpdateRejectedEventAttributes: 1 protocolInstanceId text;
      2 rejectedRequestMessageId text; 3 rejectedRequestSequencingEventId int64;
      4 rejectedRequest Request; 5 failure @
    WorkflowExecutionUpdateCompletedEventAttributes: 1 meta @; 2 outcome @;
      3 acceptedEventId int64
    WorkflowPropertiesModifiedExternallyEventAttributes: 1 newTaskQueue text;
      2 newWorkflowTaskTimeout duration; 3 newWorkflowRunTimeout duration;
      4 newWorkflowExecutionTimeout duration; 5 upsertedMemo Memo
    ActivityPropertiesModifiedExternallyEventAttributes: 1 scheduledEventId int64;
      2 newRetryPolicy RetryPolicy
    WorkflowPropertiesModifiedEventAttributes: 1 workflowTaskCompletedEventId int64;
      2 upsertedMemo Memo
    WorkflowExecutionUpdateAdmittedEventAttributes: 1 request @;
      2 origin #UpdateAdmittedEventOrigin
    NexusOperationScheduledEventAttributes: 1 endpoint text; 2 service text; 3 operation text;
      4 input Payload; 5 scheduleToCloseTimeout duration; 6 nexusHeader {text};
      7 workflowTaskCompletedEventId int64; 8 requestId text; 9 endpointId text;
      10 scheduleToStartTimeout duration; 11 startToCloseTimeout duration
    NexusOperationStartedEventAttributes: 1 scheduledEventId int64; 3 operationId text;
      4 requestId text; 5 operationToken text
    NexusOperationCompletedEventAttributes: 1 scheduledEventId int64; 2 result Payload;
      3 requestId text
    NexusOperationFailedEventAttributes: 1 scheduledEventId int64; 2 failure @;
      3 requestId text
    NexusOperationCanceledEventAttributes: 1 scheduledEventId int64; 2 failure @;
      3 requestId text
    NexusOperationTimedOutEventAttributes: 1 scheduledEventId int64; 2 failure @;
      3 requestId text
    NexusOperationCancelRequestedEventAttributes: 1 scheduledEventId int64;
      2 workflowTaskCompletedEventId int64
    WorkflowExecutionOptionsUpdatedEventAttributes: 1 versioningOverride @;
      2 unsetVersioningOverride bool; 3 attachedRequestId text;
      4 attachedCompletionCallbacks Callback*; 5 identity text; 6 priority @;
      7 timeSkippingConfig @; 8 workflowUpdateOptions WorkflowUpdateOptionsUpdate*;
      9 timeSkippingConfigUpdated bool
    WorkflowUpdateOptionsUpdate: 1 updateId text; 2 attachedRequestId text;
      3 attachedCompletionCallbacks Callback*
    NexusOperationCancelRequestCompletedEventAttributes: 1 requestedEventId int64;
      2 workflowTaskCompletedEventId int64; 3 scheduledEventId int64
    NexusOperationCancelRequestFailedEventAttributes: 1 requestedEventId int64;
      2 workflowTaskCompletedEventId int64; 3 failure @; 4 scheduledEventId int64
    WorkflowExecutionPausedEventAttributes: 1 identity text; 2 reason text; 3 requestId text
    WorkflowExecutionUnpausedEventAttributes: 1 identity text; 2 reason text; 3 requestId text
    WorkflowExecutionTimeSkippingTransitionedEventAttributes: 1 targetTime time;
      2 disabledAfterFastForward bool; 3 wallClockTime time
    WorkflowExecutions: 1 items ExportedExecution*
    ExportedExecution: 1 history @
    """
}
