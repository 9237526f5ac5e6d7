/// Mutants of what calls on stacks do: creating, deploying, continuing, updating, deleting, reading.
enum StackMutants {
    static let all: [Mutant] = creating + deploying + continuing + updating + deleting + reading + named

    private static let creating: [Mutant] = {
        let table = MutantTable(operation: "create-stack")
        let own = [
            table.denied("stack-name-chinese-accepted", "refuses a stack_name with Chinese characters"),
            table.denied("recreate-after-delete", "refuses the name of a deleted stack"),
            table.denied("template-optional", "demands a template"),
            table.lost("new-id-each-time", "gives the id of a deleted stack to the next of its name", by: "json"),
            table.lost("stored-attributes", "does not keep description and agencies", by: "json", "at"),
            table.lost("visible-in-list", "accepts a stack and does not keep it", by: "json", "status"),
            table.lost("deletion-protection-default", "protects stacks that were not to be", by: "json", "at"),
            table.lost("auto-rollback-default", "rolls stacks back that were not to be", by: "json", "at"),
            table.lost("empty-stack-no-deployment", "gives a deployment_id for an empty stack", by: "json", "at"),
            table.lost("empty-stack-status", "deploys a stack that has no template", by: "json"),
            table.lost("empty-stack", "gives an empty stack a resource", by: "json", "at"),
            table.lost("with-template-deploys", "does not deploy the template of a new stack", by: "json", "at"),
            Mutant(
                table.rule("stack-name-case-sensitive"), .drop, .drop, "takes names that differ in case for the same",
                by: "status", "json"),
            table.doneAnyway("stack-name-unique", "a name in use"),
            table.lost(
                "with-template-status", "has deployed a new stack before it answers",
                equivalent: "how long a run takes is left free, so it may be over before it is looked at"),
        ]
        let refused: [[Mutant]] = [
            table.accepted("stack-name-unique", "a name that is in use", statuses: [200, 500]),
            Array(table.accepted("duplicate-name-409", "a name in use", statuses: [400, 403, 500]).dropFirst()),
            table.quota("stacks"),
        ]
        return own + refused.flatMap { $0 }
    }()

    private static let deploying: [Mutant] = {
        let table = MutantTable(operation: "deploy-stack")
        let own = [
            table.lost("full-replacement", "keeps variables of the deployment before", by: "json", "at"),
            table.lost("removed-resource-deleted", "keeps resources that the template no longer has", by: "json", "at"),
            table.lost("deployment-id-uuid", "gives the stack_id as deployment_id", by: "json", "at"),
            table.lost("starts-deployment", "answers and does not deploy", by: "json", "at"),
            table.lost(
                "async-status", "has deployed before it answers",
                equivalent: "how long a run takes is left free, so it may be over before it is looked at"),
            table.lost("auto-rollback-on-failure", "does not roll a failed deployment back", by: "json", "until"),
            table.lost("no-rollback-stays-failed", "rolls back a stack that was not to be", by: "json"),
            table.lost("expires-plans", "lets plans from before a deployment be applied", by: "status"),
        ]
        return own
    }()

    private static let continuing: [Mutant] = ["continue-deploy-stack", "continue-rollback-stack"].flatMap {
        (operation: String) -> [Mutant] in
        let table = MutantTable(operation: operation)
        return [
            table.denied("repeatable", "lets a run be continued once only"),
            table.denied("allowed-state", "refuses the state that the call is for"),
        ]
    }

    private static let updating: [Mutant] = {
        let table = MutantTable(operation: "update-stack")
        let attributes = ["description", "enable-deletion-protection", "enable-auto-rollback", "agencies"]
        let changes = attributes.flatMap { name -> [Mutant] in
            [
                table.lost("updates-\(name)", "accepts a new \(name) and keeps the old", by: "json", "at"),
                table.lost("keeps-\(name)", "loses \(name) in an update that does not name it", by: "json", "at"),
            ]
        }
        let own = [
            table.lost("update-time-changes", "leaves update_time as it was", by: "json", "at"),
            table.lost("id-unchanged", "gives an updated stack another id", by: "json", "at"),
            table.lost("overwrite", "adds new agencies to the old", by: "json", "at"),
        ]
        return changes + own + table.accepted("nothing-to-update-400", "a request that names nothing to update")
    }()

    private static let deleting: [Mutant] = ["delete-stack", "delete-stack-enhanced"].flatMap {
        (operation: String) -> [Mutant] in
        let table = MutantTable(operation: operation)
        let own = [
            table.lost("gone-after-delete", "accepts a deletion and does not carry it out", by: "status", "deadline"),
            table.lost("deletes-related-data", "keeps what belongs to a deleted stack", by: "status", "deadline"),
            table.lost(
                "async", "has deleted a stack before it answers",
                equivalent: "how long a run takes is left free, so it may be over before it is looked at"),
            table.lost("mismatch-keeps-stack", "deletes a stack although stack_id is wrong", by: "unchanged"),
            table.denied("protection-removable", "refuses a stack that was protected once"),
            table.denied("failed-deletion-repair", "refuses a stack whose deletion has failed before"),
            Mutant(
                table.rule("protection-visible"), .drop, "protected", answersOf: "get-stack-metadata",
                protection(shown: false), "shows a protected stack as one that is not", by: "json"),
            Mutant(
                table.rule("protection-visible"), .drop, "unprotected", answersOf: "get-stack-metadata",
                protection(shown: true), "shows every stack as protected", by: "json"),
            table.doneAnyway("protected-refused", "the deletion of a protected stack"),
        ]
        return own + table.accepted("protected-refused", "the deletion of a protected stack", statuses: [202, 500])
    }

    private static func protection(shown value: Bool) -> AnswerChange {
        AnswerChange(
            statuses: 200...200, act: .json(JSONChange(path: ["enable_deletion_protection"], act: .set(.bool(value)))))
    }

    private static let reading: [Mutant] = {
        let metadata = MutantTable(operation: "get-stack-metadata")
        let template = MutantTable(operation: "get-stack-template")
        let outputs = MutantTable(operation: "list-stack-outputs")
        let resources = MutantTable(operation: "list-stack-resources")
        let own: [Mutant] = [
            metadata.lost("final-state-reliable", "shows the variables of the deployment before", by: "json", "at"),
            metadata.lost("update-time-covers", "shows create_time as update_time", by: "json", "at"),
            metadata.lost("description-echo", "adds a blank to the description", by: "json", "at"),
            metadata.lost("vars-echo", "adds a line end to variables", by: "json", "at"),
            metadata.lost("status-message-failed-only", "gives no status_message of a failure", by: "json", "at"),
            template.lost("template-of-last-deployment", "gives the template of an earlier deployment", by: "body"),
            template.lost("template-while-in-progress", "gives the template that is being deployed", by: "body"),
            template.lost("location-expires", "gives a link that stays valid for hours", by: "status"),
            template.lost("location-header", "gives no Location", by: "headers"),
            outputs.lost("empty-while-in-progress", "lists outputs while the stack is deployed", by: "json", "at"),
            outputs.lost("sensitive-masked", "shows sensitive values", by: "json", "at"),
            outputs.lost("name-from-template", "puts a word before the names of outputs", by: "json", "at"),
            outputs.lost("value-string", "gives values as numbers", by: "json", "at"),
            outputs.denied("no-outputs", "refuses to list no outputs"),
            resources.lost("brief-while-in-progress", "shows attributes while the stack is deployed", by: "at", "json"),
            resources.lost("attributes-in-final-state", "shows no attributes in the end", by: "json", "at"),
            resources.lost("index-key-count", "shows no index_key of numbered resources", by: "json", "at"),
            resources.lost("index-key-for-each", "shows no index_key of keyed resources", by: "json", "at"),
            resources.lost("index-key-identifies", "shows no index_key", by: "json", "at"),
            resources.lost("status-field-name", "calls resource_status status", by: "json", "at"),
            resources.lost("status-message-failed-only", "gives no status_message of a failure", by: "json", "at"),
        ]
        let missing = ["creation-complete-404", "status-404-2"].flatMap { (name: String) -> [Mutant] in
            template.answers(name, [200, 400, 500], "for a stack without a template")
        }
        return own + missing
    }()

    /// The ways to name a stack or a plan that all calls have in common.
    private static let named: [Mutant] = Operations.all.filter { $0.path.contains("/stacks/{stack_name}") }.flatMap {
        (operation: any Operation) -> [Mutant] in
        let table = MutantTable(operation: operation.name)
        let things = operation.path.contains("{execution_plan_name}") ? ["stack", "execution-plan"] : ["stack"]
        let missing = operation.name == "create-execution-plan" ? "stack-missing-404" : "status-404"
        return things.flatMap { identifiers(of: $0, table) }
            + table.answers(missing, [200, 400, 403, 500], "for what there is not")
    }

    private static func identifiers(of thing: String, _ table: MutantTable) -> [Mutant] {
        let id = "\(thing)-id"
        let own = [
            table.denied("\(id)-optional", "demands the id of the \(thing)"),
            table.denied("\(id)-match", "refuses the id of the \(thing)"),
            Mutant(table.rule("\(id)-mismatch"), .drop, .drop, "ignores the id of the \(thing)", by: "status"),
            Mutant(table.rule("\(id)-stale"), .drop, .drop, "takes the id of a deleted \(thing)", by: "status"),
            Mutant(
                table.rule("\(thing)-name-case-sensitive"), .drop, .drop,
                "takes names of a \(thing) that differ in case for the same", by: "status", "json"),
        ]
        return own + table.answers("\(id)-mismatch", [200, 403, 404, 500], "to the id of another \(thing)")
    }
}
