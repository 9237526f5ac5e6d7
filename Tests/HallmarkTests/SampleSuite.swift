/// A small suite that says a little of everything; the embedded emulator meets it.
enum SampleSuite {
    static let files = [
        "suite.yaml": """
        suite: sample
        title: A sample
        headers: {Client-Request-Id: "${uuid}"}
        environment: environment.yaml
        probe: {GET: /v1/private-modules}
        """,
        "environment.yaml": """
        environment: sample
        endpoint: ${endpoint}
        secrets: {token: {env: HALLMARK_TEST_TOKEN}}
        origins: ["${admin_endpoint}"]
        signer: {token: {header: X-Auth-Token, value: "${token}"}}
        isolation: fresh-account
        capabilities:
          fresh-account:
            POST: ${admin_endpoint}/accounts
            json: {}
            capture: {token: $.token, domain_id: $.domain_id}
            secret: [token]
            cleanup: {DELETE: "${admin_endpoint}/accounts/${domain_id}"}
        """,
        "vocabulary.yaml": """
        vocabulary: common
        shapes:
          error: {error_code: <string>, error_msg: <string>}
        outcomes:
          accepted: {status: [2xx, 3xx]}
          refused: {status: 400, json: "${shapes.error}"}
        fixtures:
          a module:
            let: {name: "${unique.name}"}
            create:
              POST: /v1/private-modules
              json: {module_name: "${name}"}
              capture: {id: $.module_id}
              remove: {DELETE: "/v1/private-modules/${name}", gone: 404}
        """,
        "modules/update-module.yaml": """
        operation: update-module
        documented: UpdatePrivateModuleMetadata
        source: module pages
        section: update
        given: {module: a module}
        request:
          PATCH: /v1/private-modules/{module_name}/metadata
          path: {module_name: "${module.name}"}
          json: {module_description: a new text}
        parameters:
          Client-Request-Id: {in: headers, type: string, required: true, length: 36..128}
          module_name: {in: path, type: string, required: true, length: 1..128}
          module_description: {in: json, type: string, length: 0..1024}
        success: {status: 204}
        errors: [400, 404]
        state: ["GET /v1/private-modules/${module.name}/metadata"]

        rules:
          nothing-to-update:
            rule: A request with nothing to update is refused with 400, and changes nothing.
            tags: [smoke]
            without: {json: module_description}
            expect: {status: 400, unchanged: true}
          moves-time:
            level: should
            rule: An update moves update_time forward.
            steps:
              - GET: /v1/private-modules/${module.name}/metadata
                capture: {before: $.update_time}
              - wait: 20 ms
              - {call: update-module, expect: {status: 204, body: empty}}
              - GET: /v1/private-modules/${module.name}/metadata
                until: {status: 200}
                deadline: 2 s
                expect:
                  json: {update_time: {<timestamp>: {after: "${before}"}}, module_name: "${module.name}"}
          in-the-console:
            level: may
            rule: An update can be seen in the console.
            untested: the console is not part of the API
        """,
        "modules/show-module.yaml": """
        operation: show-module
        source: module pages
        given: {module: a module}
        request: {GET: "/v1/private-modules/{module_name}/metadata", path: {module_name: "${module.name}"}}
        parameters:
          module_name: {in: path, type: string, required: true, length: 1..128}
        success: {status: 200, fields: {module_name: string, module_id: uuid, create_time: milliseconds}}
        errors: [404]

        rules:
          shown:
            rule: A module is shown with its name and identifier.
            expect: {status: 200, json: {module_name: "${module.name}", module_id: <uuid>}}
          paged:
            rule: The list of modules holds the module, once.
            GET: /v1/private-modules
            expect:
              json: {modules: {<contains>: {module_name: "${module.name}"}, <unique by>: module_id, <count>: 1}}
        """,
        "families.yaml": """
        family: lengths
        for each: parameter
        where: {in: json, has: length}
        source: ${operation.documented} page
        rules:
          ${parameter.id}-length:
            rule: ${parameter.name} has at most ${parameter.length.max} characters.
            rows: length
            with: {json: {"${parameter.name}": "${row.value}"}}
            valid: accepted
            invalid: refused
        """,
        "accounts.yaml": """
        contract: accounts
        rules:
          no-token:
            rule: A request without credentials is refused with 401.
            table:
              reading: {GET: /v1/private-modules}
              deleting: {DELETE: /v1/private-modules/no-such-module}
            as: nobody
            expect: {status: 401}
          other-account:
            rule: A module of another account is not found.
            needs: [second-account]
            given: {module: a module}
            GET: /v1/private-modules/${module.name}/metadata
            as: second-account
            expect: {status: 404}
        """,
    ]

    /// The suite in a folder of its own, with some texts replaced in a file.
    static func folder(editing name: String = "", _ edits: (old: String, new: String)...) throws -> TemporaryFolder {
        var files = files
        for edit in edits { files[name] = files[name]?.replacing(edit.old, with: edit.new) }
        return try TemporaryFolder(Dictionary(uniqueKeysWithValues: files.map { ("sample/\($0)", $1) }))
    }
}
