"""Addresses of sessions and steps; how to read a line: ``table``."""

ROWS = """
                                            samira joost mehmet marit ruben els  pien tess otto anonymous

sessions:people                         GET  403   403   403    200   403   404  404  404  404  in
sessions:people                         POST 405
sessions:invite                         GET  403   403   403    200   403   404  404  404  404  in
sessions:invite                         POST 403   403   403    422   403   404  404  404  404  in
sessions:list                           GET  200
sessions:list                           POST 405
sessions:session                        GET  200   200   403    200   200   404  404  404  404  in
sessions:session                        POST 405
sessions:session.draft                  GET  403   403   403    200   403   404  404  404  404  in
sessions:session.draft                  POST 405
sessions:edit                           GET  403   403   403    200   403   404  404  404  404  in
sessions:edit                           POST 403   403   403    422   403   404  404  404  404  in
sessions:edit.draft                     GET  403   403   403    200   403   404  404  404  404  in
sessions:edit.draft                     POST 403   403   403    422   403   404  404  404  404  in
sessions:cancel                         GET  403   403   403    200   403   404  404  404  404  in
sessions:cancel                         POST 403   403   403    422   403   404  404  404  404  in
sessions:cancel.draft                   GET  403   403   403    200   403   404  404  404  404  in
sessions:cancel.draft                   POST 403   403   403    422   403   404  404  404  404  in
sessions:file                           GET  200   200   403    200   200   404  404  404  404  in
sessions:file                           POST 405
sessions:file.draft                     GET  403   403   403    404   403   404  404  404  404  in
sessions:file.draft                     POST 405
sessions:feed                           GET  200   200   200    200   200   200  200  200  200  200
sessions:feed                           POST 405   405   405    405   405   405  405  405  405  405
sessions:calendar                       GET  200
sessions:calendar                       POST 200
sessions:outbox                         GET  403   403   403    200   403   404  404  404  404  in
sessions:outbox                         POST 403   403   403    422   403   404  404  404  404  in
sessions:outbox_hold_back               GET  405
sessions:outbox_hold_back               POST 403   403   403    302   403   404  404  404  404  in
sessions:outbox_send_now                GET  405
sessions:outbox_send_now                POST 403   403   403    302   403   404  404  404  404  in
sessions:answer                         GET  200   200   200    200   200   200  200  200  200  200
sessions:answer                         POST 422   422   422    422   422   422  422  422  422  422
sessions:run                            GET  403   403   403    200   403   404  404  404  404  in
sessions:run                            POST 405
sessions:run.draft                      GET  403   403   403    200   403   404  404  404  404  in
sessions:run.draft                      POST 405
sessions:run_begin                      GET  405
sessions:run_begin                      POST 403   403   403    302   403   404  404  404  404  in
sessions:run_advance                    GET  405
sessions:run_advance                    POST 403   403   403    302   403   404  404  404  404  in
sessions:run_back                       GET  405
sessions:run_back                       POST 403   403   403    302   403   404  404  404  404  in
sessions:run_go_to                      GET  405
sessions:run_go_to                      POST 403   403   403    302   403   404  404  404  404  in
sessions:run_extend                     GET  405
sessions:run_extend                     POST 403   403   403    302   403   404  404  404  404  in
sessions:run_finish                     GET  405
sessions:run_finish                     POST 403   403   403    302   403   404  404  404  404  in
sessions:run_reopen                     GET  405
sessions:run_reopen                     POST 403   403   403    302   403   404  404  404  404  in
sessions:state                          GET  404   404   404    404   404   404  404  404  404  404
sessions:state                          POST 405   405   405    405   405   405  405  405  405  405
sessions:attendance                     GET  403   403   403    200   403   404  404  404  404  in
sessions:attendance                     POST 403   403   403    302   403   404  404  404  404  in
sessions:attendance.draft               GET  403   403   403    200   403   404  404  404  404  in
sessions:attendance.draft               POST 403   403   403    422   403   404  404  404  404  in
sessions:check_in                       GET  405
sessions:check_in                       POST 302   302   403    403   403   404  404  404  404  in
sessions:check_in.draft                 GET  405
sessions:check_in.draft                 POST 403   403   403    302   403   404  404  404  404  in
sessions:rsvp                           GET  405
sessions:rsvp                           POST 422   422   403    403   403   404  404  404  404  in
sessions:rsvp.draft                     GET  405
sessions:rsvp.draft                     POST 403   403   403    302   403   404  404  404  404  in
sessions:save_programme                 GET  403   403   403    200   403   404  404  404  404  in
sessions:save_programme                 POST 403   403   403    422   403   404  404  404  404  in
sessions:copy                           GET  403   403   403    200   403   404  404  404  404  in
sessions:copy                           POST 403   403   403    422   403   404  404  404  404  in
sessions:mail_preview                   GET  403   403   403    200   403   404  404  404  404  in
sessions:mail_preview                   POST 405
sessions:mail_preview_html              GET  403   403   403    200   403   404  404  404  404  in
sessions:mail_preview_html              POST 405
sessions:mail_preview.draft             GET  403   403   403    200   403   404  404  404  404  in
sessions:mail_preview.draft             POST 405
sessions:schedule                       GET  403   403   403    200   403   404  404  404  404  in
sessions:schedule                       POST 403   403   403    422   403   404  404  404  404  in
sessions:check                          GET  403   403   403    200   403   404  404  404  404  in
sessions:check                          POST 403   403   403    302   403   404  404  404  404  in

sessions:item_edit                      GET  403   403   403    200   403   404  404  404  404  in
sessions:item_edit                      POST 403   403   403    422   403   404  404  404  404  in
sessions:item_edit.draft                GET  403   403   403    200   403   404  404  404  404  in
sessions:item_edit.draft                POST 403   403   403    422   403   404  404  404  404  in
sessions:item_record                    GET  403   403   403    200   403   404  404  404  404  in
sessions:item_record                    POST 403   403   403    409   403   404  404  404  404  in
sessions:item_record.draft              GET  403   403   403    200   403   404  404  404  404  in
sessions:item_record.draft              POST 403   403   403    409   403   404  404  404  404  in
sessions:item_step                      GET  200   200   403    200   403   404  404  404  404  in
sessions:item_step                      POST 422   422   403    422   403   404  404  404  404  in
sessions:item_step.draft                GET  403   403   403    200   403   404  404  404  404  in
sessions:item_step.draft                POST 403   403   403    422   403   404  404  404  404  in
sessions:item_move                      GET  403   403   403    200   403   404  404  404  404  in
sessions:item_move                      POST 403   403   403    302   403   404  404  404  404  in
sessions:item_move.draft                GET  403   403   403    200   403   404  404  404  404  in
sessions:item_move.draft                POST 403   403   403    302   403   404  404  404  404  in
sessions:materials                      GET  200   200   403    200   200   404  404  404  404  in
sessions:materials                      POST 403   403   403    422   403   404  404  404  404  in
sessions:materials.draft                GET  403   403   403    200   403   404  404  404  404  in
sessions:materials.draft                POST 403   403   403    422   403   404  404  404  404  in
sessions:trajectory_materials           GET  200   200   200    200   200   404  404  404  404  in
sessions:trajectory_materials           POST 403   403   403    422   403   404  404  404  404  in
sessions:material_edit                  GET  403   403   403    200   403   404  404  404  404  in
sessions:material_edit                  POST 403   403   403    422   403   404  404  404  404  in
sessions:material_remove                GET  405
sessions:material_remove                POST 403   403   403    302   403   404  404  404  404  in

sessions:path                           GET  200   200   403    200   403   404  404  404  404  in
sessions:path                           POST 422   422   403    422   403   404  404  404  404  in
sessions:direction                      GET  405
sessions:direction                      POST 409   409   403    409   403   404  404  404  404  in
sessions:step_edit                      GET  200   200   403    200   403   404  404  404  404  in
sessions:step_edit                      POST 422   422   403    422   403   404  404  404  404  in
sessions:step_move                      GET  405
sessions:step_move                      POST 302   302   403    302   403   404  404  404  404  in
sessions:step_not_yet                   GET  405
sessions:step_not_yet                   POST 302   302   403    403   403   404  404  404  404  in
"""
